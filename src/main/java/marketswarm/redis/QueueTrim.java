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

    private static final int PAGE = 10_000;

    private QueueTrim() {}

    /** @return entries removed; 0 as well when what is unfinished alone exceeds the limit */
    public static long trim(UnifiedJedis redis, String key, long limit) {
        if (!redis.exists(key)) return 0;
        List<StreamGroupInfo> groups = redis.xinfoGroups(key);
        if (groups.isEmpty()) return 0;
        StreamEntryID needed = after(groups.stream()
                .map(group -> finished(redis, key, group))
                .min(StreamEntryID::compareTo)
                .orElseThrow());
        long excess = redis.xlen(key) - limit;
        long removed = 0;
        // whole nodes first, any number of them at once and never beyond what is needed; the rest entry by entry
        if (excess > PAGE)
            removed = redis.xtrim(
                    key,
                    XTrimParams.xTrimParams()
                            .minId(needed.toString())
                            .approximateTrimming()
                            .limit(excess - 1));
        return removed + trimExactly(redis, key, needed, excess - removed);
    }

    private static long trimExactly(UnifiedJedis redis, String key, StreamEntryID needed, long excess) {
        if (excess <= 0) return 0;
        StreamEntryID keepFrom = firstWithin(redis, key, excess);
        StreamEntryID from = keepFrom.compareTo(needed) < 0 ? keepFrom : needed;
        return redis.xtrim(key, XTrimParams.xTrimParams().minId(from.toString()));
    }

    /** The place up to which a group has finished everything: before its oldest pending entry, else the last handed out. */
    static StreamEntryID finished(UnifiedJedis redis, String key, StreamGroupInfo group) {
        StreamEntryID pending =
                group.getPending() > 0 ? redis.xpending(key, group.getName()).getMinId() : null;
        // without one, the last handed out as it was before any of it was finished
        return pending == null ? group.getLastDeliveredId() : before(pending);
    }

    private static StreamEntryID after(StreamEntryID id) {
        return id.getSequence() == Long.MAX_VALUE
                ? new StreamEntryID(id.getTime() + 1, 0)
                : new StreamEntryID(id.getTime(), id.getSequence() + 1);
    }

    private static StreamEntryID before(StreamEntryID id) {
        return id.getSequence() > 0
                ? new StreamEntryID(id.getTime(), id.getSequence() - 1)
                : new StreamEntryID(id.getTime() - 1, Long.MAX_VALUE);
    }

    private static StreamEntryID firstWithin(UnifiedJedis redis, String key, long excess) {
        var oldest =
                redis.xrange(key, StreamEntryID.MINIMUM_ID, StreamEntryID.MAXIMUM_ID, (int) Math.min(excess + 1, PAGE));
        return oldest.get(oldest.size() - 1).getID();
    }
}
