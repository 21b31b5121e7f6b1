package marketswarm.redis;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import marketswarm.domain.NewsItem;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ZRangeParams;

/**
 * Items in Redis. An item becomes known in one step: document, index, work unit, its place among the stories and the
 * memory of having seen it change together or not at all, so that a crash at any instant neither loses nor doubles it,
 * however many readers publish it. So does a revision, of which only the first to be written counts.
 */
public final class NewsStore {

    /** For {@link #publish}: whatever was told last. */
    public static final String ANY = "*";

    /**
     * KEYS item, index, seen, queue, stories; ARGV uid, document, published s, TTL s, now ms, uid told last, stories
     * kept, fields of the story's entry, then those and the work unit's.
     */
    private static final String PUBLISH = """
            -- a script is not rolled back: a key of another type must fail before the first change
            redis.call('ZCARD', KEYS[2])
            redis.call('XLEN', KEYS[4])
            if redis.call('ZSCORE', KEYS[3], ARGV[1]) then
              redis.call('ZADD', KEYS[3], ARGV[5], ARGV[1])
              redis.call('EXPIRE', KEYS[1], ARGV[4])
              return false
            end
            local told = redis.call('XREVRANGE', KEYS[5], '+', '-', 'COUNT', 1)
            local last = #told == 0 and '' or told[1][2][2]
            if ARGV[6] ~= '*' and ARGV[6] ~= last then return '' end
            redis.call('ZADD', KEYS[3], ARGV[5], ARGV[1])
            redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[4])
            redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
            redis.call('XADD', KEYS[5], 'MAXLEN', '~', ARGV[7], '*', unpack(ARGV, 9, 8 + ARGV[8]))
            return redis.call('XADD', KEYS[4], '*', unpack(ARGV, 9 + ARGV[8]))
            """;

    /** KEYS item, seen, queue; ARGV uid, the document it replaces, document, TTL s, now ms, then the work unit. */
    private static final String REVISE = """
            redis.call('XLEN', KEYS[3])
            local document = redis.call('GET', KEYS[1])
            if document ~= ARGV[2] then return false end
            redis.call('ZADD', KEYS[2], ARGV[5], ARGV[1])
            redis.call('SET', KEYS[1], ARGV[3], 'EX', ARGV[4])
            if #ARGV == 5 then return '' end
            return redis.call('XADD', KEYS[3], '*', unpack(ARGV, 6))
            """;

    /** KEYS seen, then the items; ARGV now ms, TTL s, then their uids; 1 for those that are known. */
    private static final String TOUCH = """
            local known = {}
            for i = 3, #ARGV do
              known[i - 2] = 0
              if redis.call('ZSCORE', KEYS[1], ARGV[i]) then
                redis.call('ZADD', KEYS[1], ARGV[1], ARGV[i])
                redis.call('EXPIRE', KEYS[i - 1], ARGV[2])
                known[i - 2] = 1
              end
            end
            return known
            """;

    /** KEYS index, seen; ARGV uids. */
    private static final String FORGET = """
            redis.call('ZREM', KEYS[1], unpack(ARGV))
            redis.call('ZREM', KEYS[2], unpack(ARGV))
            """;

    /** At once, so that nobody else waits long for Redis. */
    private static final int TOUCHED_AT_ONCE = 200;

    /** More stories than any window needs; a bound for a flood. */
    private static final String STORIES_KEPT = "20000";

    private final Supplier<Duration> timeToLive;
    private final Clock clock;

    /** @param timeToLive how long an item stays after its feed has last carried it */
    public NewsStore(Supplier<Duration> timeToLive, Clock clock) {
        this.timeToLive = timeToLive;
        this.clock = clock;
    }

    /** What became of an item that was to be published. */
    public sealed interface Published {

        /** It is an item now; the id is that of its work unit. */
        record New(String id) implements Published {}

        /** It was one before; it counts as seen just now. */
        record Known() implements Published {}

        /** Nothing was written, for another story has been told meanwhile. */
        record Overtaken() implements Published {}
    }

    /**
     * Publishes items in their order.
     *
     * @param toldLast uid of the newest item that the choice of their stories took into account, empty when there was
     *     none, {@link #ANY} when it does not matter; after each item it is that item's
     */
    public List<Published> publish(UnifiedJedis redis, String queue, List<NewsItem> items, String toldLast) {
        List<Response<Object>> replies = new ArrayList<>(items.size());
        String last = toldLast;
        try (var pipeline = redis.pipelined()) {
            for (NewsItem item : items) {
                replies.add(pipeline.eval(PUBLISH, keys(item, queue), args(item, last)));
                if (!last.equals(ANY)) last = item.uid();
            }
            pipeline.sync();
        }
        return replies.stream().map(reply -> published((String) reply.get())).toList();
    }

    private static Published published(@Nullable String reply) {
        if (reply == null) return new Published.Known();
        return reply.isEmpty() ? new Published.Overtaken() : new Published.New(reply);
    }

    private static List<String> keys(NewsItem item, String queue) {
        return List.of(Keys.ITEM.of(item.uid()), Keys.ITEM_INDEX.key(), Keys.SEEN.key(), queue, Keys.STORIES.key());
    }

    private List<String> args(NewsItem item, String toldLast) {
        List<String> story = StoryLog.fields(item);
        List<String> args = new ArrayList<>(List.of(
                item.uid(),
                Json.write(item),
                String.valueOf(item.publishedMs() / 1000),
                ttl(),
                now(),
                toldLast,
                STORIES_KEPT,
                String.valueOf(story.size())));
        args.addAll(story);
        add(args, WorkUnit.of(item));
        return args;
    }

    private static void add(List<String> args, Map<String, String> unit) {
        unit.forEach((name, value) -> {
            args.add(name);
            args.add(value);
        });
    }

    /** An item as it is kept, and the document itself, by which a revision names what it replaces. */
    public record Kept(NewsItem item, String document) {}

    /** Those of the items that are kept, by uid. */
    public Map<String, Kept> kept(UnifiedJedis redis, Collection<String> uids) {
        if (uids.isEmpty()) return Map.of();
        Map<String, Kept> kept = new LinkedHashMap<>();
        redis.mget(uids.stream().map(Keys.ITEM::of).toArray(String[]::new)).stream()
                .filter(Objects::nonNull)
                .map(document -> new Kept(Json.read(document, NewsItem.class), document))
                .forEach(one -> kept.put(one.item().uid(), one));
        return kept;
    }

    /**
     * Puts a revision in the place of what is kept.
     *
     * @param queued whether it is work again
     * @return whether it was written; not when another was faster, or the item has expired
     */
    public boolean revise(UnifiedJedis redis, String queue, NewsItem revision, String replaces, boolean queued) {
        List<String> args = new ArrayList<>(List.of(revision.uid(), replaces, Json.write(revision), ttl(), now()));
        if (queued) add(args, WorkUnit.of(revision));
        return redis.eval(REVISE, List.of(Keys.ITEM.of(revision.uid()), Keys.SEEN.key(), queue), args) != null;
    }

    private String ttl() {
        return String.valueOf(timeToLive.get().toSeconds());
    }

    private String now() {
        return String.valueOf(clock.millis());
    }

    /** The item, unless it has expired. */
    public static Optional<NewsItem> find(UnifiedJedis redis, String uid) {
        return Optional.ofNullable(redis.get(Keys.ITEM.of(uid))).map(json -> Json.read(json, NewsItem.class));
    }

    /** Which of the items have been published before; these count as seen just now. */
    public Set<String> known(UnifiedJedis redis, List<String> uids) {
        Set<String> known = new HashSet<>();
        for (int from = 0; from < uids.size(); from += TOUCHED_AT_ONCE)
            touch(redis, uids.subList(from, Math.min(uids.size(), from + TOUCHED_AT_ONCE)), known);
        return known;
    }

    private void touch(UnifiedJedis redis, List<String> uids, Set<String> known) {
        List<String> keys = new ArrayList<>(List.of(Keys.SEEN.key()));
        uids.forEach(uid -> keys.add(Keys.ITEM.of(uid)));
        List<String> args = new ArrayList<>(List.of(now(), ttl()));
        args.addAll(uids);
        List<?> replies = (List<?>) redis.eval(TOUCH, keys, args);
        for (int i = 0; i < uids.size(); i++) if (Long.valueOf(1).equals(replies.get(i))) known.add(uids.get(i));
    }

    /** Forgets what no feed has carried for the time to live; returns how many. */
    public int forgetOld(UnifiedJedis redis) {
        long before = clock.millis() - timeToLive.get().toMillis();
        List<String> uids = redis.zrange(
                Keys.SEEN.key(),
                ZRangeParams.zrangeByScoreParams(0, (double) before).limit(0, 1_000));
        if (uids.isEmpty()) return 0;
        redis.eval(FORGET, List.of(Keys.ITEM_INDEX.key(), Keys.SEEN.key()), uids);
        return uids.size();
    }
}
