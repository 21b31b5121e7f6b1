package marketswarm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import marketswarm.demo.SampleFeeds;
import marketswarm.demo.simulator.Options;
import marketswarm.demo.simulator.Simulator;
import marketswarm.truth.Services;
import marketswarm.truth.TruthStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.UnifiedJedis;

/** What goes wrong around a service is one line that says what to do next; what passes is waited for. */
class BadInputIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MISCONFIGURED = 2;
    private static final String NOWHERE = "127.0.0.1:1";

    @RegisterExtension
    final Programs programs = new Programs();

    @TempDir
    private Path folder;

    private Program run(String name, String service, String url) {
        Map<String, String> environment = new HashMap<>();
        if (!service.isEmpty()) environment.put("SERVICE_ID", service);
        if (!url.isEmpty()) environment.put("BOOTSTRAP_REDIS_URL", url);
        return programs.service(name, environment);
    }

    /** Exit code 2, and that line is the last one it says. */
    private static void refuses(Program program, String line) throws InterruptedException {
        assertThat(program.ends(PATIENCE).code()).as(program.tail()).isEqualTo(MISCONFIGURED);
        List<String> said = program.lines();
        assertThat(said.get(said.size() - 1)).as(program.tail()).matches(line);
        assertThat(said)
                .as("one line of explanation")
                .filteredOn(text -> text.matches(line))
                .hasSize(1);
    }

    private static void load(Installation here) {
        try (UnifiedJedis system = here.system().open()) {
            new TruthStore(system).load(here.merged());
            Services services = new Services(system);
            Installation.SERVICES.forEach(service -> services.register(service, service, service));
        }
    }

    @Test
    void a_service_that_cannot_run_says_why_and_ends_with_2() throws Exception {
        try (Installation here = Installation.start(folder, NOWHERE, Map.of(), programs);
                UnifiedJedis system = here.system().open()) {
            String url = here.system().url();
            refuses(run("no-service-id", "", url), "truth: SERVICE_ID is not set\\. Set it to .*");
            refuses(run("no-url", "logger", ""), "truth: BOOTSTRAP_REDIS_URL is not set\\. Set it to .*");
            refuses(
                    run("no-such-scheme", "logger", "http://127.0.0.1:1"),
                    "truth: BOOTSTRAP_REDIS_URL cannot be used: .*");
            refuses(
                    run("no-password", "logger", url.replaceFirst("//.*@", "//")),
                    "truth: Redis at redis://127\\.0\\.0\\.1:\\d+ refuses us \\(NOAUTH.*Put user and password.*");
            refuses(run("no-truth", "logger", url), "truth: none is loaded in redis://.*\\. Run: \\./admin load-truth");

            system.set("truth:doc", "{\"version\": ");
            refuses(
                    run("broken-truth", "logger", url),
                    "truth: truth:doc is not a JSON object\\. Run: \\./admin load-truth");

            load(here);
            refuses(
                    run("unregistered", "nobody", url),
                    "truth: service nobody is not registered\\. Run: \\./admin register --service-id nobody .*");
            system.hset("svc:cfg:logger", Map.of("component", "nothing", "secret_scope", "nothing"));
            refuses(run("no-such-component", "logger", url), "truth: .*nothing.*");
        }
    }

    @Test
    void a_port_that_is_taken_is_named_with_the_setting_that_changes_it() throws Exception {
        try (Installation here = Installation.start(folder, NOWHERE, Map.of(), programs);
                ServerSocket page = taken(here.port("sse_gateway"));
                ServerSocket management = taken(here.management("logger"))) {
            load(here);
            Program gateway = run("gateway", "sse_gateway", here.system().url());
            Program logger = run("logger", "logger", here.system().url());

            refuses(
                    gateway,
                    "gateway: port " + page.getLocalPort()
                            + " is taken on 127\\.0\\.0\\.1; .*components\\.sse_gateway\\.port");
            refuses(
                    logger,
                    "marketswarm: port " + management.getLocalPort()
                            + " cannot be had on 127\\.0\\.0\\.1 .*; .*components\\.logger\\.management\\.port");
        }
    }

    private static ServerSocket taken(int port) throws java.io.IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void a_redis_that_is_not_there_yet_is_waited_for() throws Exception {
        try (Installation here = Installation.start(folder, NOWHERE, Map.of(), programs)) {
            load(here);
            here.system().kill();
            Program early = run("early", "mesh_coordinator", here.system().url());
            Program given = run("given-up", "logger", here.system().url());
            early.says(
                    "waiting for Redis.*redis://127\\.0\\.0\\.1:"
                            + here.system().port(),
                    PATIENCE);
            given.says("waiting for Redis", PATIENCE);
            assertThat(given.stop(Duration.ofSeconds(5)).code()).isZero();

            here.system().start();

            early.says("marketswarm: ready services=\\[mesh_coordinator\\]", PATIENCE);
            assertThat(early.stop(Duration.ofSeconds(10)).code()).isZero();
        }
    }

    @Test
    void a_market_server_that_is_killed_and_comes_back_costs_nothing() throws Exception {
        try (Simulator simulator = Simulator.start(Options.defaults());
                SampleFeeds feeds = SampleFeeds.start(3);
                Installation here = Installation.start(
                        folder, simulator.restUrl().replaceFirst("http://", ""), feeds.categories(), programs)) {
            load(here);
            List<Program> services = List.of("massive", "rss_agg", "vexy_ai").stream()
                    .map(service -> programs.service(service, here.service(service)))
                    .toList();
            for (Program service : services) service.says("marketswarm: ready", PATIENCE);
            try (UnifiedJedis market = here.market().open()) {
                News news = new News(market);
                await("news").atMost(PATIENCE).until(() -> news.analyses() > 0);
                await("prices")
                        .atMost(PATIENCE)
                        .until(() -> !news.newestTick("AAPL").isEmpty());
            }

            here.market().kill();
            for (Program service : services) service.says("WARN .*redis: .*", PATIENCE);
            here.market().start();

            try (UnifiedJedis market = here.market().open()) {
                goesOn(new News(market));
            }
            for (Program service : services) {
                assertThat(service.isAlive()).as(service.tail()).isTrue();
                assertThat(service.stop(Duration.ofSeconds(10)).code())
                        .as(service.tail())
                        .isZero();
            }
        }
    }

    private static void goesOn(News news) {
        String tick = news.newestTick("AAPL");
        long analyses = news.analyses();
        await("prices go on")
                .atMost(PATIENCE)
                .until(() -> !news.newestTick("AAPL").equals(tick));
        await("news goes on").atMost(PATIENCE).until(() -> news.analyses() > analyses);
        await("nothing lost, nothing twice").atMost(PATIENCE).untilAsserted(news::isAnalyzedOnceEach);
    }
}
