package marketswarm.redis;

import java.util.List;
import marketswarm.domain.NewsItem;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XTrimParams;

/**
 * What has been told of late, in its order: one entry an item, written with it. Every reader of feeds follows it and so
 * comes to the same stories, after a restart as well.
 */
public final class StoryLog {

    private static final int PAGE = 1_000;

    private final UnifiedJedis redis;

    public StoryLog(UnifiedJedis redis) {
        this.redis = redis;
    }

    /** An item that was told, by its headline. */
    public record Told(String id, String uid, String story, String feedUrl, String title, long publishedMs) {}

    /** The uid comes first, for the script that looks at the newest entry. */
    static List<String> fields(NewsItem item) {
        return List.of(
                "uid",
                item.uid(),
                "story_id",
                item.storyId(),
                "feed_url",
                item.feedUrl(),
                "title",
                item.title(),
                "published_ms",
                String.valueOf(item.publishedMs()));
    }

    /**
     * What was told since, oldest first, a page at a time.
     *
     * @param id of the last entry that is known; {@code 0} for all
     */
    public List<Told> after(String id) {
        return redis.xrange(Keys.STORIES.key(), "(" + id, "+", PAGE).stream()
                .map(entry -> new Told(
                        entry.getID().toString(),
                        entry.getFields().getOrDefault("uid", ""),
                        entry.getFields().getOrDefault("story_id", ""),
                        entry.getFields().getOrDefault("feed_url", ""),
                        entry.getFields().getOrDefault("title", ""),
                        Long.parseLong(entry.getFields().getOrDefault("published_ms", "0"))))
                .toList();
    }

    /** Forgets what was told before. */
    public void forget(long beforeMs) {
        redis.xtrim(Keys.STORIES.key(), XTrimParams.xTrimParams().minId(new StreamEntryID(beforeMs, 0).toString()));
    }
}
