package marketswarm.redis;

import java.util.List;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XTrimParams;
import redis.clients.jedis.resps.StreamGroupInfo;

/**
 * Trims a work queue without losing work: only entries that every group has finished go, and of those only what exceeds
 * the limit. A plain MAXLEN would drop what nobody has read yet.
 */
public final class QueueTrim {

    private QueueTrim() {}

    /** @return entries removed; 0 as well when what is unfinished alone exceeds the limit */
    public static long trim(UnifiedJedis redis, String key, long limit) {
        if (!redis.exists(key)) return 0;
        long excess = redis.xlen(key) - limit;
        List<StreamGroupInfo> groups = redis.xinfoGroups(key);
        if (excess <= 0 || groups.isEmpty()) return 0;
        StreamEntryID needed = groups.stream()
                .map(group -> oldestNeeded(redis, key, group))
                .min(StreamEntryID::compareTo)
                .orElseThrow();
        StreamEntryID keepFrom = firstWithin(redis, key, excess);
        StreamEntryID from = keepFrom.compareTo(needed) < 0 ? keepFrom : needed;
        return redis.xtrim(key, XTrimParams.xTrimParams().minId(from.toString()));
    }

    // the oldest pending entry, else the one after the last that was handed out
    private static StreamEntryID oldestNeeded(UnifiedJedis redis, String key, StreamGroupInfo group) {
        StreamEntryID pending =
                group.getPending() > 0 ? redis.xpending(key, group.getName()).getMinId() : null;
        if (pending != null) return pending;
        StreamEntryID last = group.getLastDeliveredId(); // as it was before any of it was finished
        return new StreamEntryID(last.getTime(), last.getSequence() + 1);
    }

    private static StreamEntryID firstWithin(UnifiedJedis redis, String key, long excess) {
        var oldest = redis.xrange(
                key, StreamEntryID.MINIMUM_ID, StreamEntryID.MAXIMUM_ID, (int) Math.min(excess + 1, 10_000));
        return oldest.get(oldest.size() - 1).getID();
    }
}
