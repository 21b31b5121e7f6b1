package marketswarm.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import marketswarm.redis.Keys;
import org.HdrHistogram.Histogram;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XTrimParams;

/** The analysis queue with an analyst that costs nothing: through the routes, by the barest loop, by BullMQ. */
final class QueueBench implements Benchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PEER = "BullMQ";

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
            String only = run.option("only", "all");
            for (int i = 0; i < 8; i++) ours(redis.client(), redis.url(), 20_000, i % 2 == 0 ? 64 : 16); // warm
            for (int concurrency : List.of(1, 16, 64))
                if (isWanted(only, "" + concurrency)) throughput(run, redis, concurrency, peer);
            if (isWanted(only, "latency")) latency(run, redis, 16);
            if (isWanted(only, "memory")) memory(run, redis, 64);
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

    private static boolean isWanted(String only, String part) {
        return only.equals("all") || only.equals(part);
    }

    private static void throughput(Run run, RedisServer redis, int concurrency, boolean peer) throws Exception {
        int items = concurrency == 1 ? run.either(4_000, 20_000) : run.either(20_000, 100_000);
        UnifiedJedis client = redis.client();
        Rounds rounds = new Rounds()
                .with("ours", () -> ours(client, redis.url(), items, concurrency))
                .with("limit", () -> {
                    client.flushAll();
                    QueueLoad.fill(client, 0, items);
                    return QueueRawLoop.perSecond(client, items, concurrency);
                });
        int jobs = Math.min(items, run.either(4_000, 40_000));
        if (peer) rounds.with(PEER, () -> bullmq(run, redis, jobs, concurrency));
        Map<String, Sample> figures = rounds.run(run.either(3, 5));
        Case line = Case.of("concurrency " + concurrency, "items/s", figures.get("ours"))
                .limit(figures.get("limit"));
        run.report().add(peer ? line.peer(PEER, figures.get(PEER)) : line);
    }

    private static double ours(UnifiedJedis redis, String url, int items, int concurrency) throws Exception {
        redis.flushAll();
        QueueLoad.fill(redis, 0, items);
        try (QueueWorker worker = new QueueWorker(url, "bench", concurrency, 60, QueueLoad.analyst(0))) {
            worker.start();
            await(worker, 1); // the start of the routes is not what is measured
            long before = worker.analyzed();
            long begun = System.nanoTime();
            await(worker, items);
            return (items - before) / ((System.nanoTime() - begun) / 1e9);
        }
    }

    private static void await(QueueWorker worker, long items) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (worker.analyzed() < items) {
            if (System.nanoTime() > deadline)
                throw new IllegalStateException("bench: only " + worker.analyzed() + " of " + items + " were analyzed");
            LockSupport.parkNanos(200_000);
        }
    }

    private static double bullmq(Run run, RedisServer redis, int items, int concurrency) throws Exception {
        redis.client().flushAll();
        try (Background node = NodePeer.start(run, "bullmq.mjs", "" + redis.port(), "" + items, "" + concurrency)) {
            return Double.parseDouble(node.says("per_second (\\d+)", PATIENCE).group(1));
        }
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
            await(worker, items);
        }
        Histogram took = new Histogram(3);
        client.xrange(Keys.ANALYSIS_EVENTS.key(), "-", "+")
                .forEach(event -> took.recordValue(Math.max(
                        0,
                        event.getID().getTime() - queued.get(event.getFields().get("uid")))));
        run.report().add(Case.of("queued to analyzed, 2,000/s, p50", "ms", took.getValueAtPercentile(50)));
        run.report().add(Case.of("queued to analyzed, 2,000/s, p99", "ms", took.getValueAtPercentile(99)));
    }

    private static void memory(Run run, RedisServer redis, int concurrency) throws Exception {
        UnifiedJedis client = redis.client();
        client.flushAll();
        int rounds = run.either(5, 50);
        int items = 20_000;
        try (QueueWorker worker =
                new QueueWorker(redis.url(), "bench", concurrency, 60, QueueLoad.analyst(0)).start()) {
            double first = 0;
            for (int round = 1; round <= rounds; round++) {
                QueueLoad.fill(client, 0, items);
                await(worker, (long) round * items);
                forget(client, items);
                if (round == Math.max(1, rounds / 10)) first = heapMb();
            }
            run.report().add(Case.of("heap after " + Math.max(1, rounds / 10) * items + " items", "MB", first));
            run.report().add(Case.of("heap after " + rounds * items + " items", "MB", heapMb()));
        }
    }

    private static void forget(UnifiedJedis redis, int items) {
        try (var pipeline = redis.pipelined()) {
            for (int n = 0; n < items; n++) pipeline.unlink(Keys.ANALYSIS.of(QueueLoad.uid(n)));
            pipeline.xtrim(Keys.QUEUE.key(), XTrimParams.xTrimParams().maxLen(0));
            pipeline.xtrim(Keys.ANALYSIS_EVENTS.key(), XTrimParams.xTrimParams().maxLen(0));
        }
    }

    private static double heapMb() {
        System.gc();
        Runtime heap = Runtime.getRuntime();
        return (heap.totalMemory() - heap.freeMemory()) / 1048576.0;
    }
}
