package marketswarm.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import marketswarm.Main;
import marketswarm.demo.simulator.Simulator;
import marketswarm.redis.Json;
import marketswarm.redis.RedisServers;
import marketswarm.truth.Services;
import marketswarm.truth.TruthStore;
import redis.clients.jedis.UnifiedJedis;

/** The service {@code massive} in a process of its own, to be killed and started again. */
final class TickGateway implements AutoCloseable {

    /** That the truth names. */
    static final int SYMBOLS = 10;

    private static final int CLUSTERS = 4;

    private static final Duration READY_WITHIN = Duration.ofSeconds(120);

    private final Run run;
    private final String redisUrl;
    private final Simulator vendor;
    private Background process;

    TickGateway(Run run, String redisUrl, Simulator vendor) {
        this.run = run;
        this.redisUrl = redisUrl;
        this.vendor = vendor;
        try (UnifiedJedis redis = RedisServers.open(redisUrl, "drill")) {
            new TruthStore(redis).load(Json.read(truth(), ObjectNode.class));
            new Services(redis).register("massive", "massive", "massive");
        }
    }

    /** SIGKILL. */
    void kill() {
        process.kill();
    }

    /** Does not wait until it is ready. */
    void start() throws IOException {
        process = Background.start(
                run,
                "massive-" + System.nanoTime(),
                List.of(
                        ServiceProcess.java(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run"),
                Map.of("SERVICE_ID", "massive", "BOOTSTRAP_REDIS_URL", redisUrl, "INSTANCE_ID", "drill"));
    }

    /** Whether it had ended by itself, because Redis went away while it started, and was started again. */
    boolean revive() throws IOException {
        if (process.isAlive()) return false;
        start();
        return true;
    }

    /** Returns when every cluster has its connection. */
    void awaitSubscribed() throws Exception {
        long begun = System.nanoTime();
        while (vendor.connections() < CLUSTERS && TicksDrill.seconds(begun) < READY_WITHIN.toSeconds()) {
            revive();
            Thread.sleep(50);
        }
        Thread.sleep(1_000); // the answers to its commands
    }

    private String truth() {
        return """
                {"version": "drill", "heartbeats": {"massive": {"frequency": 1}},
                 "components": {"massive": {
                   "meta": {"service_id": "massive"}, "management": {"port": 0},
                   "rest_url": "%1$s", "snapshot_poll_sec": 30,
                   "buffer": {"memory_megabytes": 1, "disk_megabytes": 64, "directory": "%2$s"},
                   "retention": {"tick_maxlen": 1000000},
                   "backfill": {"enabled": true, "max_gap_min": 20},
                   "clusters": {
                     "stocks": {"ws_url": "%3$s", "symbols": ["AAPL", "MSFT", "BRK.B", "SPY", "TSLA"], "channels": ["T", "Q"]},
                     "options": {"ws_url": "%4$s", "symbols": ["O:SPY270115C00660000", "O:AAPL270115C00235000"], "channels": ["T"]},
                     "crypto": {"ws_url": "%5$s", "symbols": ["X:BTCUSD", "X:ETHUSD"], "channels": ["XT"]},
                     "forex": {"ws_url": "%6$s", "symbols": ["C:EURUSD"], "channels": ["C"]}}}},
                 "secrets": {"massive": {"api_key": "demo"}}}""".formatted(
                        vendor.restUrl(),
                        run.folder().resolve("spill").toAbsolutePath(),
                        vendor.wsUrl("stocks"),
                        vendor.wsUrl("options"),
                        vendor.wsUrl("crypto"),
                        vendor.wsUrl("forex"));
    }

    @Override
    public void close() {
        if (process != null) process.close();
    }
}
