package marketswarm.feed.story;

import marketswarm.domain.NewsItem;
import marketswarm.redis.NewsStore.Kept;
import org.jspecify.annotations.Nullable;

/**
 * What a feed says now of one item.
 *
 * @param replaces what is kept of it; absent when it is new
 * @param queued whether it is work for the analysts: new, or materially changed
 */
public record Edition(NewsItem item, @Nullable Kept replaces, boolean queued) {

    public static Edition first(NewsItem item) {
        return new Edition(item, null, true);
    }

    public Edition with(NewsItem enriched) {
        return new Edition(enriched, replaces, queued);
    }
}
