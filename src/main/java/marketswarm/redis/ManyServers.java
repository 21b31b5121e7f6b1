package marketswarm.redis;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Streams on the servers of a cluster, each with a clock of its own. The slowest of them counts: what is older than its
 * time can come into no stream any more, wherever the stream is or moves to, so that one place stays a complete cursor.
 * Entries of a server that is ahead wait as long as it is. While a master is away nothing is read; a replica that takes
 * its place with a clock behind may add entries late, which a tail gives out as late.
 *
 * <p>No command waits for streams of several servers: they are looked at in turns, less often the more there are.
 */
final class ManyServers implements StreamSource {

    private static final long PAUSE_NS = 2_000_000;
    private static final long PAUSE_A_STREAM_NS = 20_000;

    private final ClusterClient cluster;
    private long lastNs = System.nanoTime();

    ManyServers(ClusterClient cluster) {
        this.cluster = cluster;
    }

    @Override
    public long nowMs() {
        return cluster.askMasters(OneServer.TIME).stream()
                .mapToLong(OneServer::millis)
                .min()
                .orElseThrow();
    }

    @Override
    public boolean await(Map<String, StreamEntryID> from, Duration block) {
        LockSupport.parkNanos(Math.min(block.toNanos(), 4 * pauseNs(from.size())));
        return true;
    }

    @Override
    public Breath read(Map<String, StreamEntryID> from, int count, FollowedStreams streams) {
        pace(from.size());
        long nowMs = nowMs();
        Map<String, Response<List<StreamEntry>>> replies = new LinkedHashMap<>();
        Response<Long> members;
        try (AbstractPipeline pipeline = cluster.pipelined()) {
            from.forEach((key, last) -> replies.put(key, pipeline.xrange(key, "(" + last, "+", count)));
            members = streams.count(pipeline);
            pipeline.sync();
        }
        Map<String, List<StreamEntry>> entries = new LinkedHashMap<>();
        replies.forEach((key, reply) -> entries.put(key, reply.get()));
        return new Breath(nowMs, entries, members == null ? null : members.get());
    }

    private void pace(int streams) {
        long wait = lastNs + pauseNs(streams) - System.nanoTime();
        if (wait > 0) LockSupport.parkNanos(wait);
        lastNs = System.nanoTime();
    }

    private static long pauseNs(int streams) {
        return PAUSE_NS + streams * PAUSE_A_STREAM_NS;
    }
}
