package marketswarm.redis;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import marketswarm.domain.NewsItem;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ZRangeParams;

/**
 * Items in Redis. An item becomes known in one step: document, index, work unit and the memory of having seen it change
 * together or not at all, so that a crash at any instant neither loses nor doubles it, however many readers publish it.
 */
public final class NewsStore implements StreamWriter<NewsItem> {

    /** KEYS item, index, seen, queue; ARGV uid, document, published s, TTL s, now ms, then the work unit's fields. */
    private static final String PUBLISH = """
            -- a script is not rolled back: a key of another type must fail before the first change
            redis.call('ZCARD', KEYS[2])
            redis.call('XLEN', KEYS[4])
            local seen = redis.call('ZADD', KEYS[3], ARGV[5], ARGV[1])
            if seen == 0 then
              redis.call('EXPIRE', KEYS[1], ARGV[4])
              return false
            end
            redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[4])
            redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
            return redis.call('XADD', KEYS[4], '*', unpack(ARGV, 6))
            """;

    /** KEYS seen, item; ARGV uid, now ms, TTL s. */
    private static final String TOUCH = """
            if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 0 end
            redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
            redis.call('EXPIRE', KEYS[2], ARGV[3])
            return 1
            """;

    private final Supplier<Duration> timeToLive;
    private final Clock clock;

    /** @param timeToLive how long an item stays after its feed has last carried it */
    public NewsStore(Supplier<Duration> timeToLive, Clock clock) {
        this.timeToLive = timeToLive;
        this.clock = clock;
    }

    @Override
    public List<@Nullable String> append(UnifiedJedis redis, String queue, List<NewsItem> items) {
        List<Response<Object>> replies = new ArrayList<>(items.size());
        try (var pipeline = redis.pipelined()) {
            for (NewsItem item : items) replies.add(pipeline.eval(PUBLISH, keys(item, queue), args(item)));
            pipeline.sync();
        }
        List<@Nullable String> ids = new ArrayList<>(replies.size());
        for (Response<Object> reply : replies) ids.add((String) reply.get());
        return ids;
    }

    private static List<String> keys(NewsItem item, String queue) {
        return List.of(Keys.ITEM.of(item.uid()), Keys.ITEM_INDEX.key(), Keys.SEEN.key(), queue);
    }

    private List<String> args(NewsItem item) {
        return List.of(
                item.uid(),
                Json.write(item),
                String.valueOf(item.publishedMs() / 1000),
                String.valueOf(timeToLive.get().toSeconds()),
                String.valueOf(clock.millis()),
                "uid",
                item.uid(),
                "url",
                item.url(),
                "title",
                item.title(),
                "source",
                item.source(),
                "category",
                item.category());
    }

    /** The item, unless it has expired. */
    public static Optional<NewsItem> find(UnifiedJedis redis, String uid) {
        return Optional.ofNullable(redis.get(Keys.ITEM.of(uid))).map(json -> Json.read(json, NewsItem.class));
    }

    /** Which of the items have been published before; these count as seen just now. */
    public Set<String> known(UnifiedJedis redis, List<String> uids) {
        String now = String.valueOf(clock.millis());
        String ttl = String.valueOf(timeToLive.get().toSeconds());
        Map<String, Response<Object>> replies = new LinkedHashMap<>();
        try (var pipeline = redis.pipelined()) {
            for (String uid : uids)
                replies.put(
                        uid, pipeline.eval(TOUCH, List.of(Keys.SEEN.key(), Keys.ITEM.of(uid)), List.of(uid, now, ttl)));
            pipeline.sync();
        }
        return replies.entrySet().stream()
                .filter(reply -> Long.valueOf(1).equals(reply.getValue().get()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Forgets what no feed has carried for the time to live; returns how many. */
    public int forgetOld(UnifiedJedis redis) {
        long before = clock.millis() - timeToLive.get().toMillis();
        List<String> uids = redis.zrange(
                Keys.SEEN.key(),
                ZRangeParams.zrangeByScoreParams(0, (double) before).limit(0, 1_000));
        if (uids.isEmpty()) return 0;
        String[] old = uids.toArray(String[]::new);
        try (var transaction = redis.multi()) {
            transaction.zrem(Keys.ITEM_INDEX.key(), old);
            transaction.zrem(Keys.SEEN.key(), old);
            transaction.exec();
        }
        return old.length;
    }
}
