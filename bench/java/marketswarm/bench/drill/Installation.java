package marketswarm.bench.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import marketswarm.bench.Run;
import marketswarm.demo.simulator.Options;
import marketswarm.demo.simulator.Simulator;
import marketswarm.testing.RedisProcess;
import marketswarm.truth.Services;
import marketswarm.truth.TruthStore;
import redis.clients.jedis.UnifiedJedis;

/** Everything from the vendor to the browsers on this machine, with a wire in every line that the drill can break. */
final class Installation implements AutoCloseable {

    private static final int FEEDS = 8;
    private static final int TICKS_PER_SYMBOL = 20;
    private static final List<String> JVM =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Xss512k");
    private static final Duration HISTORY = Duration.ofHours(2);
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(120);
    static final String SYSTEM_PASSWORD = "system-6f1d0b52";
    static final String MARKET_PASSWORD = "market-93ce77a1";
    private static final String TOPICS = "tick:*,news,analysis,events";

    final RedisProcess systemServer;
    final RedisProcess marketServer;
    final UnifiedJedis system;
    final UnifiedJedis market;
    final Simulator vendor;
    final NewsSource news;
    final ModelServer model;
    final Map<String, Wire> wires = new TreeMap<>();
    final Truths truths;
    final Fleet fleet;
    final Clocks clocks;
    final List<Browser> browsers = new ArrayList<>();

    private final Thread atExit = new Thread(this::abandon);
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    Installation(Run run, long seed, int readers) throws Exception {
        systemServer = RedisProcess.start(run.folder().resolve("system").toAbsolutePath(), SYSTEM_PASSWORD);
        marketServer = RedisProcess.start(run.folder().resolve("market").toAbsolutePath(), MARKET_PASSWORD);
        system = systemServer.open();
        market = marketServer.open();
        vendor = Simulator.start(Options.defaults()
                .withSeed(seed)
                .withTicksPerSecond(TICKS_PER_SYMBOL)
                .withHistory(HISTORY)
                .with("{\"paused\": true, \"market_status\": \"closed\"}"));
        news = new NewsSource(vertx, FEEDS);
        model = new ModelServer(vertx);
        int gatewayPort = RedisProcess.freePort();
        wire("system", systemServer.port());
        wire("market", marketServer.port());
        wire("vendor", vendor.port());
        wire("feeds", news.port());
        wire("model", model.port());
        wire("browsers", gatewayPort);
        truths = new Truths(this, gatewayPort, run.folder().resolve("spill").toAbsolutePath());
        load(truths.first());
        clocks = new Clocks(run.folder());
        Services services = new Services(system);
        Services.ALL.forEach(service -> services.register(service, service, service));
        fleet = new Fleet(run, url("system", SYSTEM_PASSWORD), clocks, JVM);
        Runtime.getRuntime().addShutdownHook(atExit);
        for (int reader = 0; reader < readers; reader++) browsers.add(new Browser(vertx, port("browsers"), TOPICS));
    }

    private void wire(String name, int target) {
        wires.put(name, new Wire(name, vertx, target));
    }

    /** Where a wire begins. */
    int port(String wire) {
        return wires.get(wire).port();
    }

    String url(String wire, String password) {
        return "redis://:" + password + "@127.0.0.1:" + port(wire);
    }

    void load(ObjectNode truth) {
        new TruthStore(system).load(truth);
    }

    /** The gateway first, with its readers, so that they see everything; then the rest, then the market begins. */
    void start() throws Exception {
        fleet.with("sse_gateway", 1);
        long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (browsers.stream().anyMatch(browser -> browser.connected() == 0)) {
            if (System.nanoTime() > deadline) throw new IllegalStateException("drill: the gateway does not answer");
            TimeUnit.MILLISECONDS.sleep(50);
        }
        fleet.with("massive", 1)
                .with("rss_agg", 2)
                .with("vexy_ai", 2)
                .with("mesh_coordinator", 2)
                .with("logger", 1);
        while (vendor.connections() < Truths.CLUSTERS) TimeUnit.MILLISECONDS.sleep(50);
        TimeUnit.SECONDS.sleep(1); // the answers to its commands
        vendor.turn("{\"paused\": false, \"market_status\": \"open\"}");
    }

    // cut short from outside: nothing may stay behind
    private void abandon() {
        try {
            fleet.close();
            systemServer.close();
            marketServer.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws Exception {
        Runtime.getRuntime().removeShutdownHook(atExit);
        browsers.forEach(Browser::close);
        fleet.close();
        wires.values().forEach(Wire::close);
        news.close();
        model.close();
        vendor.close();
        system.close();
        market.close();
        systemServer.close();
        marketServer.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
