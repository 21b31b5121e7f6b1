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
 * @param storyId groups items that tell the same story
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
        String storyId) {

    public NewsItem {
        tags = List.copyOf(tags);
        tickers = List.copyOf(tickers);
    }

    /** The same item with the symbols that its text names. */
    public NewsItem withTickers(List<String> named) {
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
                publishedMs,
                updatedMs,
                fetchedMs,
                dateSuspect,
                named,
                storyId);
    }
}
