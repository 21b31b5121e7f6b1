package marketswarm.bench;

import marketswarm.redis.Keys;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XTrimParams;

/** What a worker still holds after a million items: the heap after a full collection, looked at every 100,000. */
final class QueueMemory {

    private static final int CONCURRENCY = 64;
    private static final int ROUND = 20_000;
    private static final int STEP = 100_000;
    private static final double MB = 1 << 20;

    private final Run run;
    private final RedisServer redis;

    QueueMemory(Run run, RedisServer redis) {
        this.run = run;
        this.redis = redis;
    }

    void measure() throws Exception {
        UnifiedJedis client = redis.client();
        client.flushAll();
        int items = run.either(2 * STEP, 10 * STEP);
        try (QueueWorker worker =
                new QueueWorker(redis.url(), "bench", CONCURRENCY, 60, QueueLoad.analyst(0)).start()) {
            for (int done = ROUND; done <= items; done += ROUND) {
                QueueLoad.fill(client, 0, ROUND);
                worker.await(done, QueueThroughput.PATIENCE);
                forget(client);
                if (done % STEP == 0) run.report().add(Case.of("live after " + done + " items", "MB", liveMb()));
            }
        }
    }

    // the next round has the same items, and Redis is not what is measured
    private static void forget(UnifiedJedis redis) {
        try (var pipeline = redis.pipelined()) {
            for (int n = 0; n < ROUND; n++) pipeline.unlink(Keys.ANALYSIS.of(QueueLoad.uid(n)));
            pipeline.xtrim(Keys.QUEUE.key(), XTrimParams.xTrimParams().maxLen(0));
            pipeline.xtrim(Keys.ANALYSIS_EVENTS.key(), XTrimParams.xTrimParams().maxLen(0));
        }
    }

    private static double liveMb() {
        System.gc();
        Runtime heap = Runtime.getRuntime();
        return (heap.totalMemory() - heap.freeMemory()) / MB;
    }
}
