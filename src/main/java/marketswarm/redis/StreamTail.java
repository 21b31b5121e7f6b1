package marketswarm.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/**
 * Follows many streams without a group, in one total order. Automatic ids come from the server's clock,
 * so once it has answered a millisecond, no stream can still gain an older entry: what is older is released, what is
 * of this very millisecond waits for the next poll. Everything released so far is therefore exactly what lies at or
 * before {@link #position}. A stream that comes into being between two polls is found in the same breath as the time, and
 * read from its first entry.
 *
 * <p>Each stream is read on from its own last entry. When the server's clock is set back, or an id was given by hand,
 * entries turn up behind the position: they are released all the same, late and out of order. Ids ahead of the clock wait
 * for it. On a Redis Cluster the slowest of its clocks is the clock: see {@link ManyServers}.
 *
 * <p>One thread polls. Trouble with Redis surfaces as Jedis' exception; the next poll continues where this one was.
 */
public final class StreamTail {

    /** Entries held in memory at once, shared out among the streams. */
    private static final int READ_ENTRIES = 20_000;

    private static final int MIN_COUNT = 50;
    private static final int MAX_COUNT = 2_000;
    private static final long MILLISECOND_NS = 1_000_000;

    private final StreamSource source;
    private final FollowedStreams streams;
    private final Map<String, StreamEntryID> released = new HashMap<>();
    private volatile Position position;

    public StreamTail(UnifiedJedis redis, FollowedStreams streams, Position from) {
        this.source = StreamSource.of(redis);
        this.streams = streams;
        this.position = from;
    }

    /** The place from which a tail sees only what is added from now on, by the server's clock. */
    public static Position now(UnifiedJedis redis) {
        return Position.before(StreamSource.of(redis).nowMs());
    }

    public Position position() {
        return position;
    }

    /**
     * What was added since the last poll, oldest first; empty when nothing came in time.
     *
     * @param block how long to wait for the first entry, up to {@link RedisServers#MAX_BLOCK}
     */
    public List<StreamEntry> poll(Duration block) {
        Reading reading = read();
        if (reading.nothing()) {
            if (!await(block)) return List.of();
            reading = read();
        }
        if (reading.onlyHeld()) {
            LockSupport.parkNanos(MILLISECOND_NS);
            reading = read();
        }
        return reading.released();
    }

    private boolean await(Duration block) {
        if (!streams.keys().isEmpty()) return source.await(positions(), block);
        LockSupport.parkNanos(block.toNanos());
        return true;
    }

    private Reading read() {
        Reading reading = ask();
        while (reading == null) reading = ask();
        return reading;
    }

    /** Absent when streams have come into being that were not asked for. */
    private @Nullable Reading ask() {
        Map<String, StreamEntryID> from = positions();
        int count = Math.min(MAX_COUNT, Math.max(MIN_COUNT, READ_ENTRIES / Math.max(1, from.size())));
        StreamSource.Breath breath = source.read(from, count, streams);
        if (streams.take(breath.members())) return null;
        return reading(breath.nowMs(), breath.entries(), count);
    }

    private Reading reading(long nowMs, Map<String, List<redis.clients.jedis.resps.StreamEntry>> replies, int count) {
        Position limit = Position.before(nowMs);
        if (position.covers(limit)) limit = position;
        List<Placed> placed = new ArrayList<>();
        for (var reply : replies.entrySet()) {
            if (reply.getValue().isEmpty()) continue;
            reply.getValue().forEach(entry -> placed.add(Placed.of(reply.getKey(), entry)));
            boolean more = reply.getValue().size() >= count;
            // beyond the last entry of a cut reply nothing is known of that stream yet
            if (more && limit.covers(placed.get(placed.size() - 1).at())) {
                limit = placed.get(placed.size() - 1).at();
            }
        }
        return release(placed, limit);
    }

    private Reading release(List<Placed> placed, Position limit) {
        List<StreamEntry> ready = placed.stream()
                .filter(entry -> limit.covers(entry.at()))
                .sorted((a, b) -> a.at().compareTo(b.at()))
                .map(Placed::entry)
                .toList();
        ready.forEach(entry -> released.put(entry.key(), new StreamEntryID(entry.id())));
        if (limit.covers(position)) position = limit;
        return new Reading(ready, placed.size() - ready.size());
    }

    private Map<String, StreamEntryID> positions() {
        Map<String, StreamEntryID> from = new LinkedHashMap<>();
        for (String key : streams.keys()) from.put(key, released.getOrDefault(key, position.lastIn(key)));
        return from;
    }

    private record Reading(List<StreamEntry> released, int held) {

        boolean nothing() {
            return released.isEmpty() && held == 0;
        }

        boolean onlyHeld() {
            return released.isEmpty() && held > 0;
        }
    }

    private record Placed(Position at, StreamEntry entry) {

        static Placed of(String key, redis.clients.jedis.resps.StreamEntry read) {
            StreamEntry entry = new StreamEntry(key, read.getID().toString(), read.getFields());
            return new Placed(Position.of(entry), entry);
        }
    }
}
