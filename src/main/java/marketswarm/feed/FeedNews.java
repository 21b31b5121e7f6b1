package marketswarm.feed;

import java.util.List;

/**
 * What a poll brought that was not known.
 *
 * @param editions in the feed's order
 */
public record FeedNews(FeedHarvest harvest, List<Edition> editions) {

    public FeedNews {
        editions = List.copyOf(editions);
    }

    // the getter's name is what a route's ${body.editions} looks for
    public List<Edition> getEditions() {
        return editions;
    }
}
