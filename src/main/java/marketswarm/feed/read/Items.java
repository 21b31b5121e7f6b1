package marketswarm.feed.read;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import marketswarm.domain.NewsItem;
import marketswarm.redis.Sha1;
import org.jspecify.annotations.Nullable;

/** Turns the entries of one answer into items: identity, honest dates, bounded text. The same for every format. */
final class Items {

    static final int TITLE_MAX = 300;
    static final int SUMMARY_MAX = 800;
    static final int CONTENT_MAX = 20_000;

    private static final int TITLE_FROM_TEXT_MAX = 100;
    private static final int TAGS_MAX = 20;
    private static final int NAME_MAX = 100;
    /** As far as clocks differ; a zone that was left out or mistaken makes more. */
    private static final long FUTURE_TOLERATED_MS = Duration.ofMinutes(15).toMillis();
    /** No feed is older; what is, is a zero that some program printed as a date. */
    private static final long FIRST_PLAUSIBLE_MS =
            Instant.parse("1990-01-01T00:00:00Z").toEpochMilli();

    private final Channel channel;
    private final String feedUrl;
    private final String category;
    private final long fetchedMs;
    private final String feedTitle;

    Items(Channel channel, String feedUrl, String category, long fetchedMs) {
        this.channel = channel;
        this.feedUrl = feedUrl;
        this.category = category;
        this.fetchedMs = fetchedMs;
        this.feedTitle = channel.title() == null ? Links.host(feedUrl) : Text.cap(channel.title(), TITLE_MAX);
    }

    String feedTitle() {
        return feedTitle;
    }

    /** An entry without any of these is of no use to anybody; feeds leave out every single one of them. */
    static boolean saysSomething(Entry e) {
        return Stream.of(
                                e.title(),
                                e.link(),
                                e.guid(),
                                e.summary(),
                                e.content(),
                                e.publishedMs(),
                                e.updatedMs(),
                                e.author(),
                                e.image())
                        .anyMatch(Objects::nonNull)
                || !e.tags().isEmpty();
    }

    /**
     * Without a title the text's beginning stands in, and without a text it is empty. The {@code story_id} is the uid:
     * nothing is grouped yet, so every item tells a story of its own.
     */
    NewsItem item(Entry entry) {
        String text = firstOf(entry.summary(), entry.content(), "");
        String title = entry.title() == null ? Text.cap(text, TITLE_FROM_TEXT_MAX) : Text.cap(entry.title(), TITLE_MAX);
        String url = firstOf(entry.link(), channel.link(), feedUrl);
        String uid = uid(entry, title);
        Long published = entry.publishedMs() == null ? entry.updatedMs() : entry.publishedMs();
        boolean suspect = published == null || !plausible(published);
        return new NewsItem(
                uid,
                url,
                title,
                Text.cap(text, SUMMARY_MAX),
                content(entry),
                capped(entry.author() == null ? channel.author() : entry.author()),
                Links.host(url),
                feedUrl,
                feedTitle,
                category,
                tags(entry),
                entry.image(),
                entry.language() == null ? channel.language() : entry.language(),
                published == null || suspect ? fetchedMs : published,
                entry.updatedMs() != null && plausible(entry.updatedMs()) ? entry.updatedMs() : null,
                fetchedMs,
                suspect,
                List.of(),
                uid);
    }

    private String uid(Entry entry, String title) {
        if (entry.guid() != null) return Sha1.hex(entry.guid());
        if (entry.link() != null) return Sha1.hex(Links.canonical(entry.link()));
        return Sha1.hex(feedUrl + (title.isEmpty() ? entry.excerpt() : title));
    }

    private boolean plausible(long ms) {
        return ms >= FIRST_PLAUSIBLE_MS && ms <= fetchedMs + FUTURE_TOLERATED_MS;
    }

    /** The full text, where the entry has more of it than the summary shows. */
    private static @Nullable String content(Entry entry) {
        if (entry.content() != null) return Text.cap(entry.content(), CONTENT_MAX);
        String summary = entry.summary();
        return summary != null && summary.length() > SUMMARY_MAX ? Text.cap(summary, CONTENT_MAX) : null;
    }

    private static List<String> tags(Entry entry) {
        return entry.tags().stream()
                .map(tag -> Text.cap(tag, NAME_MAX))
                .distinct()
                .limit(TAGS_MAX)
                .toList();
    }

    private static @Nullable String capped(@Nullable String name) {
        return name == null ? null : Text.cap(name, NAME_MAX);
    }

    private static String firstOf(@Nullable String first, @Nullable String second, String otherwise) {
        if (first != null) return first;
        return second != null ? second : otherwise;
    }
}
