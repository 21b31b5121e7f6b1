package marketswarm.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XReadParams;

/**
 * Follows many streams of one server with plain XREAD, in one total order. Automatic ids come from the server's clock,
 * so once TIME has answered a millisecond, no stream can still gain an older entry: what is older is released, what is
 * of this very millisecond waits for the next poll. Everything released so far is therefore exactly what lies at or
 * before {@link #position}.
 *
 * <p>A stream that joins the set is read from the current position on; name streams before they are written to. Ids
 * given by hand, a clock that is set back and a Redis Cluster (many clocks) break the order and are not supported.
 *
 * <p>One thread polls. Trouble with Redis surfaces as Jedis' exception; the next poll continues where this one was.
 */
public final class StreamTail {

    /** Entries held in memory at once, shared out among the streams. */
    private static final int READ_ENTRIES = 20_000;

    private static final int MIN_COUNT = 50;
    private static final int MAX_COUNT = 2_000;
    private static final long MILLISECOND_NS = 1_000_000;

    private final UnifiedJedis redis;
    private final Supplier<Set<String>> keys;
    private volatile Position position;

    /** @param keys asked at every poll, so that streams can come and go */
    public StreamTail(UnifiedJedis redis, Supplier<Set<String>> keys, Position from) {
        this.redis = redis;
        this.keys = keys;
        this.position = from;
    }

    /** The place from which a tail sees only what is added from now on, by the server's clock. */
    public static Position now(UnifiedJedis redis) {
        return Position.before(millis(redis.executeCommand(new CommandArguments(Protocol.Command.TIME))));
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
        Set<String> streams = keys.get();
        if (streams.isEmpty()) {
            LockSupport.parkNanos(block.toNanos());
            return List.of();
        }
        Reading reading = read(streams);
        if (reading.nothing()) {
            if (!await(streams, block)) return List.of();
            reading = read(streams);
        }
        if (reading.onlyHeld()) {
            LockSupport.parkNanos(MILLISECOND_NS);
            reading = read(streams);
        }
        return reading.released();
    }

    private boolean await(Set<String> streams, Duration block) {
        long ms = Math.max(1, Math.min(block.toMillis(), RedisServers.MAX_BLOCK.toMillis()));
        var first = redis.xread(XReadParams.xReadParams().count(1).block((int) ms), positions(streams));
        return first != null && !first.isEmpty();
    }

    private Reading read(Set<String> streams) {
        int count = Math.min(MAX_COUNT, Math.max(MIN_COUNT, READ_ENTRIES / streams.size()));
        Response<Object> time;
        Response<Map<String, List<redis.clients.jedis.resps.StreamEntry>>> replies;
        try (AbstractPipeline pipeline = redis.pipelined()) {
            time = pipeline.sendCommand(new CommandArguments(Protocol.Command.TIME));
            replies = pipeline.xreadAsMap(XReadParams.xReadParams().count(count), positions(streams));
            pipeline.sync();
        }
        return release(millis(time.get()), replies.get(), count);
    }

    private Reading release(long nowMs, Map<String, List<redis.clients.jedis.resps.StreamEntry>> replies, int count) {
        if (replies == null) replies = Map.of();
        Position limit = Position.before(nowMs);
        List<Placed> placed = new ArrayList<>();
        for (var reply : replies.entrySet()) {
            reply.getValue().forEach(entry -> placed.add(Placed.of(reply.getKey(), entry)));
            boolean more = reply.getValue().size() >= count;
            // beyond the last entry of a cut reply nothing is known of that stream yet
            if (more && limit.covers(placed.get(placed.size() - 1).at())) {
                limit = placed.get(placed.size() - 1).at();
            }
        }
        Position until = limit;
        List<StreamEntry> released = placed.stream()
                .filter(entry -> until.covers(entry.at()))
                .sorted((a, b) -> a.at().compareTo(b.at()))
                .map(Placed::entry)
                .toList();
        if (limit.covers(position)) position = limit;
        return new Reading(released, placed.size() - released.size());
    }

    private Map<String, StreamEntryID> positions(Set<String> streams) {
        Map<String, StreamEntryID> from = new LinkedHashMap<>();
        for (String key : streams) from.put(key, position.lastIn(key));
        return from;
    }

    private static long millis(Object time) {
        List<?> parts = (List<?>) time;
        return Long.parseLong(text(parts.get(0))) * 1_000 + Long.parseLong(text(parts.get(1))) / 1_000;
    }

    private static String text(Object bulk) {
        return new String((byte[]) bulk, StandardCharsets.US_ASCII);
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
