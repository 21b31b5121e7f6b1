package marketswarm.feed.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a format's adapter hands over: the feed in our words, its text plain and its links absolute.
 *
 * @param link the site the feed belongs to
 */
record Channel(
        @Nullable String title,
        @Nullable String link,
        @Nullable String author,
        @Nullable String language,
        List<Entry> entries) {}
