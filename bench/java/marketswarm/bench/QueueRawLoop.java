package marketswarm.bench;

import static redis.clients.jedis.StreamEntryID.NEW_ENTRY;
import static redis.clients.jedis.StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY;

import java.util.List;
import java.util.Map;
import marketswarm.redis.Keys;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;

/** The least that the work can cost: read a batch, write result, index, event and acknowledgement in one pipeline. */
final class QueueRawLoop {

    private QueueRawLoop() {}

    /**
     * Works off what is queued; returns items a second.
     *
     * @param reading whether the documents of the items are read as well, all of a batch in one round trip
     */
    static double perSecond(UnifiedJedis redis, int items, int batch, boolean reading) {
        redis.xgroupCreate(Keys.QUEUE.key(), "raw", new StreamEntryID("0-0"), true);
        String document = QueueLoad.document(1);
        var params = new XReadGroupParams().count(batch);
        long begun = System.nanoTime();
        for (int done = 0; done < items; ) {
            List<StreamEntry> entries = redis.xreadGroup(
                            "raw", "raw", params, Map.of(Keys.QUEUE.key(), XREADGROUP_UNDELIVERED_ENTRY))
                    .get(0)
                    .getValue();
            if (reading) read(redis, entries);
            write(redis, entries, document);
            done += entries.size();
        }
        return items / ((System.nanoTime() - begun) / 1e9);
    }

    private static void read(UnifiedJedis redis, List<StreamEntry> entries) {
        String[] keys = entries.stream()
                .map(entry -> Keys.ITEM.of(entry.getFields().get("uid")))
                .toArray(String[]::new);
        if (redis.mget(keys).contains(null)) throw new IllegalStateException("bench: an item is not there");
    }

    private static void write(UnifiedJedis redis, List<StreamEntry> entries, String document) {
        try (var pipeline = redis.pipelined()) {
            for (StreamEntry entry : entries) {
                String uid = entry.getFields().get("uid");
                pipeline.set(
                        Keys.ANALYSIS.of(uid), document, SetParams.setParams().ex(86_400));
                pipeline.zadd(Keys.ANALYSIS_INDEX.key(), 1_764_000_000d, uid);
                pipeline.xadd(Keys.ANALYSIS_EVENTS.key(), NEW_ENTRY, event(uid));
                pipeline.xack(Keys.QUEUE.key(), "raw", entry.getID());
            }
            pipeline.sync();
        }
    }

    private static Map<String, String> event(String uid) {
        return Map.of(
                "uid",
                uid,
                "tickers",
                "AAPL",
                "sentiment",
                "bullish",
                "score",
                "0.6",
                "impact",
                "medium",
                "category",
                "tech",
                "published_ms",
                "1764000000000");
    }
}
