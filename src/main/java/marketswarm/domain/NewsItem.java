package marketswarm.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a feed, as {@code rss:item:<uid>} holds it. Text is plain: no markup, entities decoded.
 *
 * @param uid lower-case SHA-1 hex of guid, else canonical link, else feed URL + title
 * @param source host the item was published on, without {@code www.}
 * @param publishedMs what the feed says, else {@code fetchedMs}; epoch milliseconds
 * @param tickers symbols that the text names
 * @param storyId groups items that tell the same story: the uid of the one that told it first
 * @param revision how often the publisher has changed the text since
 */
public record NewsItem(
        String uid,
        String url,
        String title,
        String summary,
        @Nullable String contentText,
        @Nullable String author,
        String source,
        String feedUrl,
        String feedTitle,
        String category,
        List<String> tags,
        @Nullable String image,
        @Nullable String language,
        long publishedMs,
        @Nullable Long updatedMs,
        long fetchedMs,
        boolean dateSuspect,
        List<String> tickers,
        String storyId,
        int revision) {

    public NewsItem {
        tags = List.copyOf(tags);
        tickers = List.copyOf(tickers);
    }

    /** As it was published first. */
    public NewsItem(
            String uid,
            String url,
            String title,
            String summary,
            @Nullable String contentText,
            @Nullable String author,
            String source,
            String feedUrl,
            String feedTitle,
            String category,
            List<String> tags,
            @Nullable String image,
            @Nullable String language,
            long publishedMs,
            @Nullable Long updatedMs,
            long fetchedMs,
            boolean dateSuspect,
            List<String> tickers,
            String storyId) {
        this(
                uid,
                url,
                title,
                summary,
                contentText,
                author,
                source,
                feedUrl,
                feedTitle,
                category,
                tags,
                image,
                language,
                publishedMs,
                updatedMs,
                fetchedMs,
                dateSuspect,
                tickers,
                storyId,
                0);
    }

    /** The same item with the symbols that its text names. */
    public NewsItem withTickers(List<String> named) {
        return with(published(), updatedMs, named, storyId, revision);
    }

    /** The same item as a part of a story. */
    public NewsItem withStory(String story) {
        return with(published(), updatedMs, tickers, story, revision);
    }

    /**
     * This text as the next revision of an item: what was known when it came first stays as it was.
     *
     * @param foundMs when the change was found; stands in where the feed does not say when it was made
     */
    public NewsItem revising(NewsItem earlier, long foundMs) {
        return with(
                earlier.published(),
                updatedMs == null ? Long.valueOf(foundMs) : updatedMs,
                tickers,
                earlier.storyId,
                earlier.revision + 1);
    }

    /** When it was published, and how that is known. */
    private record Published(long ms, boolean suspect, long fetchedMs) {}

    private Published published() {
        return new Published(publishedMs, dateSuspect, fetchedMs);
    }

    private NewsItem with(
            Published published, @Nullable Long updated, List<String> symbols, String story, int newRevision) {
        return new NewsItem(
                uid,
                url,
                title,
                summary,
                contentText,
                author,
                source,
                feedUrl,
                feedTitle,
                category,
                tags,
                image,
                language,
                published.ms,
                updated,
                published.fetchedMs,
                published.suspect,
                symbols,
                story,
                newRevision);
    }
}
