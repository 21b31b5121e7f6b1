package marketswarm.feed;

import java.util.List;
import marketswarm.domain.NewsItem;
import marketswarm.feed.poll.FeedAnswer;
import marketswarm.feed.poll.FeedRhythm;
import marketswarm.feed.poll.FeedState;

/**
 * What a poll brought.
 *
 * @param state of the feed after the poll, except for its new items, which are known when they are published
 * @param items in the feed's order
 */
public record FeedHarvest(FeedAnswer answer, FeedState state, FeedRhythm rhythm, List<NewsItem> items) {

    public FeedHarvest {
        items = List.copyOf(items);
    }
}
