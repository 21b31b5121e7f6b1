package marketswarm.market.snapshot;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import marketswarm.redis.Keys;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Snapshots in Redis, one hash a symbol, and the set of symbols beside them. */
public final class SnapshotStore {

    private final UnifiedJedis redis;
    private final Clock clock;

    public SnapshotStore(UnifiedJedis redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /**
     * Writes what has changed, symbol → fields, in one batch; symbols not seen before are added to the set. The same may
     * be written again.
     *
     * @throws JedisException when the server does not take one of them, which it does not when it is full
     */
    public void write(Map<String, Map<String, String>> changed) {
        if (changed.isEmpty()) return;
        List<Response<Long>> replies = new ArrayList<>(changed.size() + 1);
        try (var pipeline = redis.pipelined()) {
            replies.add(pipeline.sadd(Keys.SYMBOLS.key(), changed.keySet().toArray(String[]::new)));
            changed.forEach((symbol, fields) -> replies.add(pipeline.hset(Keys.SNAPSHOT.of(symbol), fields)));
            pipeline.sync();
        }
        replies.forEach(Response::get);
    }

    /** Every snapshot there is, symbol → fields: what a restarted gateway begins with. */
    public Map<String, Map<String, String>> all() {
        Map<String, Map<String, String>> snapshots = new HashMap<>();
        for (String symbol : redis.smembers(Keys.SYMBOLS.key())) {
            Map<String, String> fields = redis.hgetAll(Keys.SNAPSHOT.of(symbol));
            if (!fields.isEmpty()) snapshots.put(symbol, fields);
        }
        return snapshots;
    }

    /** Every symbol that is known. */
    public Set<String> symbols() {
        return redis.smembers(Keys.SYMBOLS.key());
    }

    /** Makes the symbols known before their first tick, so that readers follow their streams from the beginning. */
    public void announce(Set<String> symbols) {
        if (!symbols.isEmpty()) redis.sadd(Keys.SYMBOLS.key(), symbols.toArray(String[]::new));
    }

    /** Makes the namespaces that truth names where they are absent; what is there is left alone. */
    public void makeNamespaces(List<String> names, String createdBy) {
        for (String name : names) {
            if (redis.exists(name)) continue;
            redis.hsetnx(name, "created_at", String.valueOf(clock.millis()));
            redis.hsetnx(name, "created_by", createdBy);
        }
    }
}
