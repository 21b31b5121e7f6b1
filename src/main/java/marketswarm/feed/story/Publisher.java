package marketswarm.feed.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import marketswarm.domain.NewsItem;
import marketswarm.redis.NewsStore;
import marketswarm.redis.NewsStore.Published;
import marketswarm.redis.StreamWriter;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * Writes editions with what belongs to them. Which story an item tells depends on what has been told before, by other
 * instances too: the item is written only if nothing was told since, and looked at again otherwise.
 */
public final class Publisher implements StreamWriter<Edition> {

    /** By then others publish without end; the item goes out with the story it would have had. */
    private static final int TRIES = 50;

    private final NewsStore store;
    private final Stories stories;
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong revised = new AtomicLong();

    public Publisher(NewsStore store, Stories stories) {
        this.store = store;
        this.stories = stories;
    }

    @Override
    public List<@Nullable String> append(UnifiedJedis redis, String queue, List<Edition> editions) {
        List<@Nullable String> ids = new ArrayList<>(editions.size());
        for (Edition edition : editions)
            ids.add(edition.replaces() == null ? publish(redis, queue, edition.item()) : revise(redis, queue, edition));
        return ids;
    }

    private @Nullable String publish(UnifiedJedis redis, String queue, NewsItem item) {
        Headline headline = stories.headline(item.title());
        synchronized (stories) { // one at a time here, so that only other instances can come in between
            for (int attempt = 1; ; attempt++) {
                NewsItem told = item.withStory(stories.of(item, headline));
                String last = attempt < TRIES ? stories.toldLast() : NewsStore.ANY;
                Published result =
                        store.publish(redis, queue, List.of(told), last).get(0);
                if (result instanceof Published.New written) {
                    stories.told(told, headline);
                    published.incrementAndGet();
                    return written.id();
                }
                if (result instanceof Published.Known) return null;
                stories.catchUp();
            }
        }
    }

    private @Nullable String revise(UnifiedJedis redis, String queue, Edition edition) {
        String replaces = Objects.requireNonNull(edition.replaces(), "feed: a revision of nothing")
                .document();
        if (store.revise(redis, queue, edition.item(), replaces, edition.queued())) revised.incrementAndGet();
        return null;
    }

    public long published() {
        return published.get();
    }

    public long revised() {
        return revised.get();
    }
}
