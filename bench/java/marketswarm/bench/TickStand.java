package marketswarm.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import marketswarm.redis.Keys;
import redis.clients.jedis.Response;
import redis.clients.jedis.resps.StreamInfo;

/** What every measurement of ticks stands on: a Redis and the service, which reads from wherever it is told. */
final class TickStand implements AutoCloseable {

    static final int KEPT = 20_000;
    static final int BEAT_SECONDS = 5;

    /** So few that the streams are full, and trimmed, from the first minute on. */
    private static final int FEW_KEPT = 1_000;

    private static final int BUFFER_MB = 1024;
    private static final int SMALL_BUFFER_MB = 64;

    private static final String HEARTBEAT = "svc:hb:massive:bench";
    private static final String NOWHERE = "127.0.0.1:9";
    private static final long PATIENCE_NS = 20_000_000_000L;

    private final Run run;
    private final RedisServer redis;
    private Background service;

    private TickStand(Run run, RedisServer redis) throws Exception {
        this.run = run;
        this.redis = redis;
        rest();
        this.service = ServiceProcess.start(
                run, redis, "massive", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch", "-Xms3g", "-Xmx3g", "-Xmn1g");
    }

    static TickStand start(Run run) throws Exception {
        return new TickStand(run, RedisServer.start(run));
    }

    Run run() {
        return run;
    }

    RedisServer redis() {
        return redis;
    }

    long servicePid() {
        return service.pid();
    }

    /** The service again, with that much memory. */
    void restart(String... jvm) throws Exception {
        service.close();
        service = ServiceProcess.start(run, redis, "massive", jvm);
    }

    /** The service reads from there, from now on. */
    void read(LoadSimulator simulator, int snapshotMs) {
        load(simulator.address(), snapshotMs, KEPT, BUFFER_MB);
    }

    /** The same with little memory, in Redis and for what waits. */
    void readSparingly(LoadSimulator simulator, int snapshotMs) {
        load(simulator.address(), snapshotMs, FEW_KEPT, SMALL_BUFFER_MB);
    }

    /** The service reads from nowhere. */
    void rest() {
        load(NOWHERE, 0, KEPT, BUFFER_MB);
    }

    private void load(String address, int snapshotMs, int kept, int bufferMb) {
        ServiceProcess.load(redis, """
                {"version": "bench", "heartbeats": {"massive": {"frequency": %d}},
                 "components": {"massive": {"rest_url": "http://127.0.0.1:9", "snapshot_poll_sec": 0,
                   "snapshot_write_ms": %d, "management": {"port": 0}, "backfill": {"enabled": false},
                   "buffer": {"memory_megabytes": %d, "disk_megabytes": 0}, "retention": {"tick_maxlen": %d},
                   "clusters": {"stocks": {"ws_url": "ws://%s/stocks", "symbols": ["*"], "channels": ["T", "Q"]}}}},
                 "secrets": {"massive": {"api_key": "demo"}}}""".formatted(BEAT_SECONDS, snapshotMs, bufferMb, kept, address));
    }

    /** Entries that all streams of ticks have ever got, by Redis' own count. */
    long entriesAdded() {
        List<Response<StreamInfo>> streams = new ArrayList<>();
        try (var pipeline = redis.client().pipelined()) {
            for (String symbol : redis.client().smembers(Keys.SYMBOLS.key()))
                streams.add(pipeline.xinfoStream(Keys.TICKS.of(symbol)));
            pipeline.sync();
        }
        return streams.stream()
                .mapToLong(stream -> (Long) stream.get().getStreamInfo().get("entries-added"))
                .sum();
    }

    /** What the simulator has sent and no stream has got, once all is written; negative when something came twice. */
    long lost(LoadSimulator simulator, long addedBefore) throws Exception {
        long giveUp = System.nanoTime() + PATIENCE_NS;
        while (true) {
            long lost = simulator.sent() - (entriesAdded() - addedBefore);
            if (lost == 0 || System.nanoTime() > giveUp) return lost;
            Thread.sleep(100);
        }
    }

    /** What the service says of itself next. */
    Map<String, String> nextBeat() throws InterruptedException {
        String last = redis.client().hget(HEARTBEAT, "beat_ms");
        long giveUp = System.nanoTime() + PATIENCE_NS;
        while (System.nanoTime() < giveUp) {
            Map<String, String> beat = redis.client().hgetAll(HEARTBEAT);
            if (beat.containsKey("beat_ms") && !beat.get("beat_ms").equals(last)) return beat;
            Thread.sleep(50);
        }
        throw new IllegalStateException("bench: the service has no heartbeat");
    }

    @Override
    public void close() {
        service.close();
        redis.close();
    }
}
