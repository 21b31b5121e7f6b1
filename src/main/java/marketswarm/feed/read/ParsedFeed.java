package marketswarm.feed.read;

import java.util.List;
import marketswarm.domain.NewsItem;

/**
 * What one answer of a feed held, in the feed's order. Items and rejected together are all of its entries.
 *
 * @param title plain text; the host of the feed where it has none
 */
public record ParsedFeed(String title, List<NewsItem> items, List<Rejected> rejected) {

    public ParsedFeed {
        items = List.copyOf(items);
        rejected = List.copyOf(rejected);
    }
}
