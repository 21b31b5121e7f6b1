package marketswarm.redis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamEntry;

/** What a tail reads its streams from: one server, or the servers of a cluster. */
sealed interface StreamSource permits OneServer, ManyServers {

    static StreamSource of(UnifiedJedis redis) {
        return redis instanceof ClusterClient cluster ? new ManyServers(cluster) : new OneServer(redis);
    }

    /** Before this time, epoch milliseconds, no stream gains an entry any more. */
    long nowMs();

    /** Waits for something behind these places; whether it is worth a look. */
    boolean await(Map<String, StreamEntryID> from, Duration block);

    /** The time first, then what lies behind these places, then how many streams there are. */
    Breath read(Map<String, StreamEntryID> from, int count, FollowedStreams streams);

    /**
     * What was read in one breath.
     *
     * @param nowMs as of {@link #nowMs}, from before the entries were read
     * @param entries by stream, oldest first, at most {@code count} of each
     * @param members as {@link FollowedStreams#take} wants it
     */
    record Breath(
            long nowMs,
            Map<String, List<StreamEntry>> entries,
            @Nullable Long members) {}
}
