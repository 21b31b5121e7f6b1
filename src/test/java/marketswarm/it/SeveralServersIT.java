package marketswarm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import marketswarm.redis.RedisServers;
import marketswarm.testing.ClusterRedis;
import marketswarm.testing.RedisProcess;
import marketswarm.testing.SentinelRedis;
import marketswarm.truth.Services;
import marketswarm.truth.TruthStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.UnifiedJedis;

/**
 * The services as processes on a Market Redis of several servers, one of which is killed under load: they follow whoever
 * takes its place, and of prices and news nothing is missing and nothing there twice in the end.
 */
class SeveralServersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int BURST = 120;
    private static final List<String> SYMBOLS = List.of("AAPL", "MSFT", "NVDA", "AMZN", "GOOGL", "META");
    private static final List<String> SERVICES =
            List.of("massive", "rss_agg", "vexy_ai", "sse_gateway", "mesh_coordinator");

    @RegisterExtension
    final Programs programs = new Programs();

    @TempDir
    private Path folder;

    private final Map<String, Program> running = new HashMap<>();

    private interface Disaster {

        /** @return how long nobody took writes */
        Duration strike() throws Exception;
    }

    @Test
    void behind_sentinels_the_services_follow_the_new_master() throws Exception {
        try (SentinelRedis redis =
                SentinelRedis.start(folder.resolve("redis"), programs.secret("canary-sentinel-1b"))) {
            survive("sentinel", redis.url(), () -> {
                long start = System.nanoTime();
                redis.master().kill();
                await("the replica is the master")
                        .atMost(PATIENCE)
                        .ignoreExceptions()
                        .until(() -> {
                            try (UnifiedJedis client = redis.replica().open()) {
                                return client.info("replication").contains("role:master");
                            }
                        });
                return Duration.ofNanos(System.nanoTime() - start);
            });
            System.out.printf("sentinel: %d ticks were acknowledged and forgotten by Redis%n", forgotten(redis));
        }
    }

    @Test
    void on_a_cluster_slots_move_and_a_master_dies() throws Exception {
        try (ClusterRedis redis =
                ClusterRedis.start(folder.resolve("redis"), programs.secret("canary-cluster-2c"), 3)) {
            survive("cluster", redis.url(), () -> {
                String ticks = "market:tick:AAPL:stream";
                redis.moveSlotOf(ticks, (redis.masterOf(ticks) + 1) % 3);
                redis.moveSlotOf("{news}", (redis.masterOf("{news}") + 1) % 3);
                return redis.killMaster(redis.masterOf("{news}"));
            });
        }
    }

    /** Entries that only the master had that was killed. */
    private static int forgotten(SentinelRedis redis) throws IOException, InterruptedException {
        redis.dismissSentinels();
        redis.master().start();
        Set<String> forgotten = new TreeSet<>();
        try (UnifiedJedis before = redis.master().open();
                UnifiedJedis now = redis.replica().open()) {
            for (String symbol : SYMBOLS) {
                String stream = "market:tick:" + symbol + ":stream";
                before.xrange(stream, "-", "+").forEach(entry -> forgotten.add(symbol + entry.getID()));
                now.xrange(stream, "-", "+").forEach(entry -> forgotten.remove(symbol + entry.getID()));
            }
        }
        return forgotten.size();
    }

    private void survive(String name, String marketUrl, Disaster disaster) throws Exception {
        int port = RedisProcess.freePort();
        Program simulator = programs.marketswarm(
                "simulator", Map.of(), "simulator", "--port", String.valueOf(port), "--rate", "40");
        simulator.says("^REST +http://127\\.0\\.0\\.1:" + port + "$", PATIENCE);
        Tape tape = new Tape(port, SYMBOLS);
        try (BurstFeed burst = new BurstFeed();
                RedisProcess system =
                        RedisProcess.start(folder.resolve("system"), programs.secret("canary-system-3d"));
                UnifiedJedis onSystem = system.open();
                UnifiedJedis market = RedisServers.open(marketUrl, "it")) {
            ObjectNode truth = truth(port, burst, marketUrl);
            start(onSystem, system, truth);
            News news = new News(market);
            String gateway = "http://127.0.0.1:"
                    + truth.at("/components/sse_gateway/port").asInt();
            try (Browser browser = new Browser(gateway, "canary-token-c0ffee42")) {
                await("ticks are seen")
                        .atMost(PATIENCE)
                        .until(() -> browser.ticks().size() > 1_000);
                Set<String> early = Set.copyOf(tape.kept(market)); // the browser may have come a little later
                await("news are seen")
                        .atMost(PATIENCE)
                        .until(() -> !browser.analyses().isEmpty());
                burst.publish(BURST);
                await("work is going on").atMost(PATIENCE).until(() -> news.analyses() > 5);

                Duration away = disaster.strike();
                int seen = browser.ticks().size();
                long struck = System.nanoTime();
                await("ticks come again")
                        .atMost(PATIENCE)
                        .until(() -> browser.ticks().size() > seen + 500);
                Duration flowing = Duration.ofNanos(System.nanoTime() - struck);
                burst.publish(BURST);
                isWell(onSystem, truth);
                await("every item analyzed, none twice")
                        .atMost(PATIENCE)
                        .ignoreExceptions()
                        .untilAsserted(() -> {
                            assertThat(news.items()).isEqualTo(1 + 2 * BURST);
                            news.isAnalyzedOnceEach();
                        });
                tape.pause();
                isWhole(tape, market, browser, early);
                report(name, tape, market, browser, away, flowing);
            }
            for (String service : SERVICES) running.get(service).stop(Duration.ofSeconds(20));
        }
    }

    private ObjectNode truth(int port, BurstFeed burst, String marketUrl) throws IOException {
        ObjectNode truth = Installation.truth("127.0.0.1:" + port, Map.of("burst", List.of(burst.url())));
        truth.withObject("/buses/market").put("url", marketUrl);
        ObjectNode stocks = truth.withObject("/components/massive/clusters/stocks");
        stocks.putArray("channels").add("T").add("Q");
        SYMBOLS.forEach(stocks.putArray("symbols")::add);
        truth.withObject("/components/massive/buffer")
                .put("directory", folder.resolve("ticks").toString());
        return truth.setAll(Installation.secrets(programs));
    }

    private void start(UnifiedJedis onSystem, RedisProcess system, ObjectNode truth) throws InterruptedException {
        new TruthStore(onSystem).load(truth);
        Services services = new Services(onSystem);
        SERVICES.forEach(service -> services.register(service, service, service));
        for (String service : SERVICES)
            running.put(
                    service,
                    programs.service(
                            service,
                            Map.of(
                                    "SERVICE_ID",
                                    service,
                                    "BOOTSTRAP_REDIS_URL",
                                    system.url(),
                                    "INSTANCE_ID",
                                    service + "-1")));
        for (Program service : running.values()) service.says("marketswarm: ready", PATIENCE);
    }

    private static void isWell(UnifiedJedis system, ObjectNode truth) {
        for (String service : SERVICES) {
            String health = "http://127.0.0.1:"
                    + truth.at("/components/" + service + "/management/port").asInt() + "/observe/health/ready";
            await(service + " is ready again")
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> Http.get(health).status() == 200);
        }
        await("the mesh says up")
                .atMost(PATIENCE)
                .until(() -> system.hgetAll("mesh:state").values().stream()
                                .filter(state -> state.contains("\"state\":\"up\""))
                                .count()
                        >= SERVICES.size());
    }

    /** A browser that could not keep up with what came all at once after the outage was given the newest of a symbol. */
    private static void isWhole(Tape tape, UnifiedJedis market, Browser browser, Set<String> early) throws Exception {
        Set<String> told = tape.told(market);
        await("every tick is in its stream, and was seen")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    List<String> kept = tape.kept(market);
                    assertThat(Tape.without(told, kept))
                            .as("ticks that no stream holds")
                            .isEmpty();
                    assertThat(Tape.without(newest(market), browser.ticks()))
                            .as("newest ticks that the browser has not seen")
                            .isEmpty();
                    assertThat(Tape.without(Tape.without(told, early), browser.ticks()))
                            .as("ticks that the browser has not seen, and nothing newer in their place")
                            .hasSizeLessThanOrEqualTo(browser.conflated());
                });
        assertThat(tape.kept(market)).as("entries of the tick streams").doesNotHaveDuplicates();
    }

    private static List<String> newest(UnifiedJedis market) {
        return SYMBOLS.stream()
                .map(symbol -> Tape.name(
                        symbol,
                        market.xrevrange("market:tick:" + symbol + ":stream", "+", "-", 1)
                                .get(0)))
                .toList();
    }

    private void report(String name, Tape tape, UnifiedJedis market, Browser browser, Duration away, Duration flowing) {
        Set<String> repeated = new TreeSet<>();
        Set<String> once = new TreeSet<>();
        browser.ticks().forEach(tick -> {
            if (!once.add(tick)) repeated.add(tick);
        });
        System.out.printf(
                "%s: %,d ticks, none missing, none twice; a new master after %,d ms, ticks in the browser %,d ms later;"
                        + " the browser connected %d times, was told of %d gaps, saw %d ticks again and for %d a newer one%n",
                name,
                tape.kept(market).size(),
                away.toMillis(),
                flowing.toMillis(),
                browser.connections(),
                browser.gaps(),
                repeated.size(),
                browser.conflated());
    }
}
