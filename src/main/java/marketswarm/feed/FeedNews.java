package marketswarm.feed;

import java.util.List;
import marketswarm.feed.story.Edition;

/**
 * What a poll brought that was not known.
 *
 * @param editions in the feed's order
 */
public record FeedNews(FeedHarvest harvest, List<Edition> editions) {

    public FeedNews {
        editions = List.copyOf(editions);
    }
}
