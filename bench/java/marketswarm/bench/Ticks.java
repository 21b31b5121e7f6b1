package marketswarm.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import marketswarm.bench.TickFlow.Burst;

/** Market data: the vendor's frames → service → Redis, beside what Redis takes and the vendor's own client. */
final class Ticks implements Benchmark {

    private static final String HEARTBEAT = "svc:hb:massive:bench";
    private static final int KEPT = 20_000;

    @Override
    public String name() {
        return "ticks";
    }

    @Override
    public String about() {
        return "market data: the vendor's frames → service → Redis; peer: the vendor's client with ioredis";
    }

    @Override
    public void run(Run run) throws Exception {
        try (RedisServer redis = RedisServer.start(run)) {
            Measuring measuring = new Measuring(run, redis);
            measuring.load("127.0.0.1:9", 0);
            try (Background service =
                    ServiceProcess.start(run, redis, "massive", "-XX:+UseSerialGC", "-Xms1g", "-Xmx1g", "-Xmn400m")) {
                measuring.throughput(service, "100 events a frame", 100, 0, true);
                measuring.throughput(service, "100 events a frame, with snapshots", 100, 20, false);
                measuring.throughput(service, "1 event a frame", 1, 0, true);
                for (int rate : run.quick() ? new int[] {10_000} : new int[] {10_000, 50_000, 100_000})
                    measuring.latency(service, rate);
                if (!run.quick()) measuring.memory(service);
            }
            run.report().note("limit: " + RedisLimit.tool() + ", the XADD of a quote");
            run.report()
                    .note(
                            "latency: from the socket to Redis' acknowledgement, the slowest tick of a batch counting for all");
        }
    }

    /** What is needed for each of the measurements. */
    private record Measuring(Run run, RedisServer redis) {

        void throughput(Background service, String what, int perFrame, int snapshotMs, boolean withPeer)
                throws Exception {
            long events = run.either(400_000, 2_000_000) / (perFrame == 1 ? 2 : 1);
            TickFlow flow = new TickFlow(redis);
            List<Burst> bursts = new ArrayList<>();
            List<Double> limits = new ArrayList<>();
            List<Double> peers = new ArrayList<>();
            long sent;
            long began = flow.written();
            try (LoadSimulator simulator = LoadSimulator.start(run, perFrame, 0, events)) {
                load(simulator.address(), snapshotMs);
                flow.burst(began, events, service.pid()); // warms up
                for (int round = 0; round < run.either(1, 3); round++) {
                    long before = flow.written();
                    simulator.drop();
                    bursts.add(flow.burst(before, events, service.pid()));
                    limits.add(RedisLimit.perSecond(
                            redis, run.either(400_000, 1_500_000), LoadSimulator.SYMBOLS, RedisItself.QUOTE));
                    if (withPeer && NodePeer.isThere()) peers.add(peer(simulator, events));
                }
                sent = simulator.sent();
            }
            load("127.0.0.1:9", 0);
            report(what, bursts, limits, peers);
            long lost = sent - (1 + bursts.size() + peers.size()) * events;
            if (lost != 0) run.report().note(what + ": the simulator sent " + lost + " more than arrived");
        }

        private double peer(LoadSimulator simulator, long events) throws Exception {
            TickFlow flow = new TickFlow(redis);
            long before = flow.written();
            try (Background node = NodePeer.start(
                    run, "ticks.mjs", "ws://" + simulator.address(), redis.url(), Integer.toString(KEPT))) {
                return flow.burst(before, events, node.pid()).perSecond();
            }
        }

        private void report(String what, List<Burst> bursts, List<Double> limits, List<Double> peers) {
            Case rate = Case.of(
                            what,
                            "ticks/s",
                            Sample.of(bursts.stream().map(Burst::perSecond).toList()))
                    .limit(Sample.of(limits));
            run.report().add(peers.isEmpty() ? rate : rate.peer("@massive.com/client-js + ioredis", Sample.of(peers)));
            add(
                    what + ", CPU of the service",
                    "µs/tick",
                    bursts.stream().map(Burst::ownMicros).toList());
            add(
                    what + ", CPU of Redis",
                    "µs/tick",
                    bursts.stream().map(Burst::redisMicros).toList());
            add(
                    what + ", allocated",
                    "bytes/tick",
                    bursts.stream().map(Burst::bytes).toList());
        }

        private void add(String what, String unit, List<Double> figures) {
            run.report().add(Case.of(what, unit, Sample.of(figures)));
        }

        void latency(Background service, int rate) throws Exception {
            try (LoadSimulator simulator = LoadSimulator.start(run, 10, rate, 0)) {
                load(simulator.address(), 20);
                Thread.sleep(run.either(6_000, 15_000));
                Map<String, String> beat = redis.client().hgetAll(HEARTBEAT);
                for (String percentile : List.of("p50", "p99", "p999"))
                    run.report()
                            .add(Case.of(
                                    "latency at " + rate + " ticks/s, " + percentile,
                                    "ms",
                                    Double.parseDouble(beat.getOrDefault("ticks_ack_us_" + percentile, "NaN")) / 1000));
            }
            load("127.0.0.1:9", 0);
        }

        void memory(Background service) throws Exception {
            try (LoadSimulator simulator = LoadSimulator.start(run, 10, 20_000, 0)) {
                load(simulator.address(), 20);
                Thread.sleep(60_000);
                double first = ProcFs.residentMb(service.pid());
                Thread.sleep(540_000);
                run.report().add(Case.of("memory after 1 minute at 20,000 ticks/s", "MB", first));
                run.report().add(Case.of("memory after 10 minutes", "MB", ProcFs.residentMb(service.pid())));
            }
        }

        /** The service reads from there, from now on. */
        void load(String simulator, int snapshotMs) {
            ServiceProcess.load(redis, """
                    {"version": "bench", "heartbeats": {"massive": {"frequency": 2}},
                     "components": {"massive": {"origin": "sim", "rest_url": "http://127.0.0.1:9", "snapshot_poll_sec": 0,
                       "snapshot_write_ms": %d, "management": {"port": 0}, "backfill": {"enabled": false},
                       "buffer": {"memory_megabytes": 512, "disk_megabytes": 0}, "retention": {"tick_maxlen": %d},
                       "clusters": {"stocks": {"ws_url": "ws://%s/stocks", "symbols": ["*"], "channels": ["T", "Q"]}}}},
                     "secrets": {"massive": {"api_key": "demo"}}}""".formatted(snapshotMs, KEPT, simulator));
        }
    }
}
