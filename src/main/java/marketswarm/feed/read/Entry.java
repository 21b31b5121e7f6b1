package marketswarm.feed.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry as its adapter understood it: absent is null, text is plain and not yet capped, links are absolute http(s).
 *
 * @param publishedMs epoch milliseconds; null when the feed says nothing readable
 * @param excerpt how the entry begins, for the quarantine; at most 300 characters
 */
record Entry(
        @Nullable String guid,
        @Nullable String link,
        @Nullable String title,
        @Nullable String summary,
        @Nullable String content,
        @Nullable String author,
        List<String> tags,
        @Nullable String image,
        @Nullable String language,
        @Nullable Long publishedMs,
        @Nullable Long updatedMs,
        String excerpt) {}
