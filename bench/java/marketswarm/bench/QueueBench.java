package marketswarm.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import marketswarm.redis.Keys;
import org.HdrHistogram.Histogram;
import redis.clients.jedis.UnifiedJedis;

/**
 * The analysis queue with an analyst that costs nothing: through the routes, by the barest loop, by BullMQ. Beside it what
 * the analyst by rules costs.
 */
final class QueueBench implements Benchmark {

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public String about() {
        return "queue → analysis: items a second at concurrency 1, 16 and 64, latency, memory";
    }

    @Override
    public void run(Run run) throws Exception {
        try (RedisServer redis = RedisServer.start(run)) {
            boolean peer = NodePeer.isThere();
            String only = run.only("all");
            warmUp(redis);
            for (int concurrency : List.of(1, 16, 64))
                if (isWanted(only, "" + concurrency)) new QueueThroughput(run, redis, concurrency).measure();
            if (isWanted(only, "latency")) latency(run, redis, 16);
            if (isWanted(only, "rules")) new QueueRules(run).measure();
            if (isWanted(only, "memory")) new QueueMemory(run, redis).measure();
            run.report()
                    .note("limit: one loop of XREADGROUP COUNT n and one pipeline of SET, ZADD, XADD and XACK an item");
            run.report().note("ours looks the item and its prices up besides, and writes each item atomically, once");
            run.report()
                    .note(
                            peer
                                    ? "BullMQ: its job carries the item; SET, ZADD and XADD in one MULTI"
                                    : "no node: no peer");
        }
    }

    private static void warmUp(RedisServer redis) throws Exception {
        for (int i = 0; i < 8; i++) {
            redis.client().flushAll();
            QueueLoad.fill(redis.client(), 0, 20_000);
            QueueThroughput.ours(redis.client(), redis.url(), 20_000, i % 2 == 0 ? 64 : 16);
        }
    }

    private static boolean isWanted(String only, String part) {
        return only.equals("all") || only.equals(part);
    }

    /** From the entry in the queue to the event of its analysis, by the server's clock, at a tenth of the limit. */
    private static void latency(Run run, RedisServer redis, int concurrency) throws Exception {
        UnifiedJedis client = redis.client();
        client.flushAll();
        int items = run.either(4_000, 30_000);
        Map<String, Long> queued = new HashMap<>();
        try (QueueWorker worker =
                new QueueWorker(redis.url(), "bench", concurrency, 60, QueueLoad.analyst(0)).start()) {
            long begun = System.nanoTime();
            for (int n = 0; n < items; n++) {
                LockSupport.parkNanos(begun + n * 500_000L - System.nanoTime());
                queued.put(QueueLoad.uid(n), QueueLoad.add(client, n).getTime());
            }
            worker.await(items, QueueThroughput.PATIENCE);
        }
        Histogram took = new Histogram(3);
        client.xrange(Keys.ANALYSIS_EVENTS.key(), "-", "+")
                .forEach(event -> took.recordValue(Math.max(
                        0,
                        event.getID().getTime() - queued.get(event.getFields().get("uid")))));
        run.report().add(Case.of("queued to analyzed, 2,000/s, p50", "ms", took.getValueAtPercentile(50)));
        run.report().add(Case.of("queued to analyzed, 2,000/s, p99", "ms", took.getValueAtPercentile(99)));
    }
}
