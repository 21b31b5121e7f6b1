package marketswarm.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import redis.clients.jedis.UnifiedJedis;

/**
 * How many items a second are worked off at one concurrency, and what each costs: through the routes, by the barest loop,
 * by the same loop when it reads the items too, by BullMQ; in turn.
 */
final class QueueThroughput {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int ROUNDS = 3;
    private static final String PEER = "BullMQ";
    private static final String OURS = "ours";
    private static final String LIMIT = "limit";
    private static final String READING = "limit that reads the items";

    private final Run run;
    private final RedisServer redis;
    private final UnifiedJedis client;
    private final int concurrency;
    private final Map<String, List<Burst>> bursts = new LinkedHashMap<>();

    /** One burst: items a second, and the CPU that an item took here and in Redis. */
    private record Burst(double perSecond, double ownMicros, double redisMicros) {}

    /** Works some items off. */
    private interface Work {
        /** @return items a second */
        double perSecond(int items) throws Exception;
    }

    QueueThroughput(Run run, RedisServer redis, int concurrency) {
        this.run = run;
        this.redis = redis;
        this.client = redis.client();
        this.concurrency = concurrency;
    }

    void measure() throws Exception {
        int items = concurrency == 1 ? run.either(4_000, 20_000) : run.either(20_000, 100_000);
        int jobs = Math.min(items, run.either(12_000, 40_000));
        for (int round = 0; round < ROUNDS; round++) {
            burst(OURS, items, any -> ours(client, redis.url(), any, concurrency));
            burst(LIMIT, items, any -> QueueRawLoop.perSecond(client, any, concurrency, false));
            burst(READING, items, any -> QueueRawLoop.perSecond(client, any, concurrency, true));
            if (NodePeer.isThere() && run.options().hasPeer()) burst(PEER, jobs, this::bullmq);
        }
        report(run.report());
    }

    private void burst(String who, int items, Work work) throws Exception {
        client.flushAll();
        if (!who.equals(PEER)) QueueLoad.fill(client, 0, items);
        long self = ProcessHandle.current().pid();
        double own = micros(self);
        double server = micros(redis.pid());
        double perSecond = work.perSecond(items);
        bursts.computeIfAbsent(who, any -> new ArrayList<>())
                .add(new Burst(perSecond, (micros(self) - own) / items, (micros(redis.pid()) - server) / items));
    }

    private static double micros(long pid) {
        return ProcFs.cpu(pid).toNanos() / 1e3;
    }

    static double ours(UnifiedJedis redis, String url, int items, int concurrency) throws Exception {
        try (QueueWorker worker = new QueueWorker(url, "bench", concurrency, 60, QueueLoad.analyst(0))) {
            worker.start();
            worker.await(1, PATIENCE); // the start of the routes is not what is measured
            long before = worker.analyzed();
            long begun = System.nanoTime();
            worker.await(items, PATIENCE);
            return (items - before) / ((System.nanoTime() - begun) / 1e9);
        }
    }

    private double bullmq(int items) throws Exception {
        try (Background node = NodePeer.start(run, "bullmq.mjs", "" + redis.port(), "" + items, "" + concurrency)) {
            return Double.parseDouble(node.says("per_second (\\d+)", PATIENCE).group(1));
        }
    }

    private void report(Report report) {
        String at = "concurrency " + concurrency;
        Case line = Case.of(at, "items/s", of(OURS, Burst::perSecond)).limit(of(LIMIT, Burst::perSecond));
        report.add(bursts.containsKey(PEER) ? line.peer(PEER, of(PEER, Burst::perSecond)) : line);
        report.add(Case.of(at + ", limit reads the items too", "items/s", of(OURS, Burst::perSecond))
                .limit(of(READING, Burst::perSecond)));
        report.add(
                Case.of(at + ", own CPU", "µs/item", of(OURS, Burst::ownMicros)).limit(of(READING, Burst::ownMicros)));
        Case server = Case.of(at + ", CPU of Redis", "µs/item", of(OURS, Burst::redisMicros))
                .limit(of(READING, Burst::redisMicros));
        report.add(bursts.containsKey(PEER) ? server.peer(PEER, of(PEER, Burst::redisMicros)) : server);
    }

    private Sample of(String who, ToDoubleFunction<Burst> figure) {
        return Sample.of(
                bursts.getOrDefault(who, List.of()).stream().mapToDouble(figure).toArray());
    }
}
