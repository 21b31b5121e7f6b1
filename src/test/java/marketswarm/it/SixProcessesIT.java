package marketswarm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import marketswarm.demo.SampleFeeds;
import marketswarm.redis.Json;
import marketswarm.testing.RedisProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.UnifiedJedis;

/** The first run of the requirements, word for word: two Redis, the admin's commands, six processes. */
class SixProcessesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);
    private static final int BURST = 120;

    private static final Map<String, String> MARKET_KEYS = new TreeMap<>(Map.ofEntries(
            Map.entry("market:tick:AAPL:stream", "stream"),
            Map.entry("market:tick:MSFT:stream", "stream"),
            Map.entry("market:snapshot:AAPL", "hash"),
            Map.entry("market:symbols", "set"),
            Map.entry("market_prices", "hash"),
            Map.entry("spot_fetches", "hash"),
            Map.entry("events:market", "stream"),
            Map.entry("rss:item:*", "string"),
            Map.entry("rss:index", "zset"),
            Map.entry("rss:queue", "stream"),
            Map.entry("rss:seen", "zset"),
            Map.entry("rss:schedule", "zset"),
            Map.entry("rss:feed:*", "hash"),
            Map.entry("rss:analysis:[0-9a-f]*", "string"),
            Map.entry("rss:analysis:index", "zset"),
            Map.entry("events:analysis", "stream")));

    private static final Map<String, String> SYSTEM_KEYS = new TreeMap<>(Map.ofEntries(
            Map.entry("truth:doc", "string"),
            Map.entry("truth:version", "string"),
            Map.entry("truth:ts", "string"),
            Map.entry("truth:hash", "string"),
            Map.entry("truth:history", "stream"),
            Map.entry("svc:list", "set"),
            Map.entry("svc:cfg:massive", "hash"),
            Map.entry("svc:cfg:logger", "hash"),
            Map.entry("svc:hb:massive", "string"),
            Map.entry("svc:hb:rss_agg", "string"),
            Map.entry("svc:hb:vexy_ai", "string"),
            Map.entry("svc:hb:sse_gateway", "string"),
            Map.entry("svc:hb:mesh_coordinator", "string"),
            Map.entry("svc:hb:logger", "string"),
            Map.entry("svc:hb:vexy_ai:vexy_ai-1", "hash"),
            Map.entry("log:heartbeats:stream", "stream"),
            Map.entry("mesh:state", "hash")));

    @RegisterExtension
    final Programs programs = new Programs();

    @TempDir
    private Path folder;

    private final Map<String, Program> running = new HashMap<>();

    @Test
    void the_first_run_works_as_written_and_survives_kills() throws Exception {
        int port = RedisProcess.freePort();
        Program simulator = programs.marketswarm("simulator", Map.of(), "simulator", "--port", String.valueOf(port));
        simulator.says("^REST +http://127\\.0\\.0\\.1:" + port + "$", PATIENCE);
        try (SampleFeeds feeds = SampleFeeds.start(7);
                BurstFeed burst = new BurstFeed();
                Installation here =
                        Installation.start(folder, "127.0.0.1:" + port, categories(feeds, burst), programs);
                UnifiedJedis system = here.system().open();
                UnifiedJedis market = here.market().open()) {
            News news = new News(market);

            theAdminsCommands(here);
            for (String service : Installation.SERVICES) run(here, service);
            for (Program service : running.values()) service.says("marketswarm: ready", PATIENCE);

            haveTheirTypes(market, MARKET_KEYS);
            haveTheirTypes(system, SYSTEM_KEYS);
            eachOnItsOwnServer(system, market);
            assertThat(market.xinfoGroups("rss:queue"))
                    .extracting(group -> group.getName())
                    .containsExactly("vexy");
            assertThat(market.hgetAll("market_prices")).containsKeys("created_at", "created_by");
            assertThat(admin(here, "keys")).contains("market:tick:<symbol>:stream", "svc:hb:<service>");
            everythingReachesABrowser(here);

            analysesGoOnAfterKills(here, news, burst);
            ticksGoOnAfterAKill(here, news);
            await("every item analyzed, none twice").atMost(PATIENCE).untilAsserted(news::isAnalyzedOnceEach);

            for (String service : Installation.SERVICES) stops(service);
        }
    }

    private static Map<String, List<String>> categories(SampleFeeds feeds, BurstFeed burst) {
        Map<String, List<String>> categories = new TreeMap<>(feeds.categories());
        categories.put("burst", List.of(burst.url()));
        return categories;
    }

    private void theAdminsCommands(Installation here) throws Exception {
        Files.createSymbolicLink(folder.resolve("admin"), Programs.ADMIN);
        assertThat(admin(here, "setup")).contains("truth.json: made from the sample", "System Redis: ", " answers");
        Files.writeString(folder.resolve("truth.json"), Json.write(here.truth()));
        Files.writeString(folder.resolve("truth_secrets.json"), Json.write(here.secrets()));
        assertThat(admin(here, "load-truth")).contains("Loaded truth:doc -> redis://", "version it-1", "6 components");
        assertThat(admin(here, "components")).contains(Installation.SERVICES);
        for (String service : Installation.SERVICES)
            assertThat(admin(here, "register", "--service-id", service, "--component", service))
                    .contains("Registered " + service + " -> component=" + service);
        assertThat(admin(here, "services")).contains(Installation.SERVICES);
        assertThat(admin(here, "show", "--service-id", "vexy_ai")).contains("\"engine\" : \"offline\"", "***");
        assertThat(admin(here, "keys")).contains("truth:doc", "svc:cfg:<service>");
    }

    /** As the requirements write it: {@code ./admin load-truth}, in the directory of the two files. */
    private String admin(Installation here, String... arguments) throws InterruptedException {
        Program admin = programs.start(
                "admin-" + arguments[0],
                folder,
                Map.of("BOOTSTRAP_REDIS_URL", here.system().url()),
                Path.of("./admin"),
                arguments);
        assertThat(admin.ends(PATIENCE).code()).as(admin.tail()).isZero();
        return admin.output();
    }

    private void run(Installation here, String service) {
        running.put(service, programs.service(service, here.service(service)));
    }

    private static void haveTheirTypes(UnifiedJedis redis, Map<String, String> keys) {
        keys.forEach((pattern, type) -> await(pattern + " exists")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(redis.keys(pattern))
                        .isNotEmpty()
                        .allSatisfy(key -> assertThat(redis.type(key)).as(key).isEqualTo(type))));
    }

    private static void eachOnItsOwnServer(UnifiedJedis system, UnifiedJedis market) {
        assertThat(market.keys("*")).noneMatch(key -> key.matches("(truth|svc|log|mesh):.*"));
        assertThat(system.keys("*")).allMatch(key -> key.matches("(truth|svc|log|mesh):.*"));
    }

    private void everythingReachesABrowser(Installation here) throws IOException, InterruptedException {
        String gateway = "http://127.0.0.1:" + here.port("sse_gateway");
        String token = here.secrets().at("/secrets/sse_gateway/tokens/0").asText();
        Set<String> wanted = Set.of("hello", "tick", "snapshot", "news", "analysis", "event", "mesh");
        assertThat(Http.events(
                        gateway + "/sse?topics=tick:*,snapshot:*,news,analysis,events,mesh", token, wanted, PATIENCE))
                .containsAll(wanted);
        assertThat(Http.get(gateway + "/api/symbols", token).status()).isEqualTo(200);
        assertThat(Http.get(gateway + "/api/symbols").status()).isEqualTo(401);
    }

    private void analysesGoOnAfterKills(Installation here, News news, BurstFeed burst) throws Exception {
        running.get("vexy_ai").kill();
        burst.publish(BURST);
        await("the burst is queued").atMost(PATIENCE).until(() -> news.items() > BURST);
        long before = news.analyses();
        run(here, "vexy_ai");
        await("it works on it")
                .pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> news.analyses() > before + 3);
        running.get("vexy_ai").kill();
        System.out.printf(
                "six processes: vexy_ai killed with %d of %d items analyzed%n", news.analyses(), news.items());
        run(here, "vexy_ai");
        await("it has gone on").atMost(PATIENCE).until(() -> news.analyses() >= before + BURST);
    }

    private void ticksGoOnAfterAKill(Installation here, News news) throws InterruptedException {
        running.get("massive").kill();
        String last = news.newestTick("AAPL");
        run(here, "massive");
        await("new ticks").atMost(PATIENCE).until(() -> !news.newestTick("AAPL").equals(last));
    }

    private void stops(String service) throws InterruptedException {
        Program.Ended ended = running.get(service).stop(ENDS_WITHIN);
        System.out.printf(
                "six processes: %s ended %.1f s after SIGTERM%n",
                service, ended.took().toMillis() / 1000.0);
        assertThat(ended.code()).as(running.get(service).tail()).isZero();
    }
}
