package marketswarm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import marketswarm.redis.Json;
import marketswarm.testing.RealRedis;
import marketswarm.testing.RedisProcess;
import marketswarm.truth.Services;
import marketswarm.truth.TruthStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Truth changes every second for a minute, under 20,000 ticks a second and 200 feeds: every tick and item arrives once. */
class ReloadUnderLoadIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int CHANGES = 60;
    private static final int TICKS_PER_SECOND = 20_000;
    private static final int SYMBOLS = 100;
    private static final int ALWAYS = 50;
    private static final int FEEDS = 200;
    private static final int CATEGORIES = 4;
    private static final List<String> SERVICES = List.of("massive", "rss_agg", "vexy_ai");

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final Programs programs = new Programs();

    private final Map<Integer, Long> loadedAtMs = new TreeMap<>();
    private int port;
    private int version;

    @Test
    void nothing_is_lost_and_nothing_doubled_while_truth_changes_every_second() throws Exception {
        port = RedisProcess.freePort();
        Program simulator = programs.marketswarm(
                "simulator",
                Map.of(),
                ("simulator load --port " + port + " --rate " + TICKS_PER_SECOND + " --symbols " + SYMBOLS).split(" "));
        simulator.says("^REST +http://127\\.0\\.0\\.1:" + port + "$", PATIENCE);
        try (FeedFarm farm = new FeedFarm(FEEDS, 2)) {
            load(truth(farm, 0, symbols(0)));
            Services services = new Services(redis.client());
            SERVICES.forEach(service -> services.register(service, service, service));
            Map<String, Program> running = new HashMap<>();
            for (String service : SERVICES) running.put(service, run(service));
            for (Program service : running.values()) service.says("marketswarm: ready", PATIENCE);

            for (int change = 1; change <= CHANGES; change++) {
                TimeUnit.SECONDS.sleep(1);
                if (change % 10 == 0) farm.publish();
                load(truth(farm, change, symbols(change)));
            }
            load(truth(farm, 0, List.of()));
            for (Program service : running.values()) service.says("truth: taken version=" + version + " ", PATIENCE);

            News news = new News(redis.client());
            await("every item")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(news.analyses()).isEqualTo(farm.items()));
            news.isAnalyzedOnceEach();
            assertThat(news.items()).isEqualTo(farm.items());
            await("every tick")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(written()).isEqualTo(sent()));
            System.out.printf(
                    "reload under load: %d truths, %,d ticks of %d symbols, %,d items of %d feeds in %,d polls; %s%n",
                    version,
                    LongStream.of(sent().values().stream()
                                    .mapToLong(Long::longValue)
                                    .toArray())
                            .sum(),
                    sent().size(),
                    farm.items(),
                    FEEDS,
                    farm.polls(),
                    delays(running));
        }
    }

    private Program run(String service) {
        return programs.marketswarm(
                service,
                Map.of(
                        "SERVICE_ID",
                        service,
                        "BOOTSTRAP_REDIS_URL",
                        redis.url(),
                        "INSTANCE_ID",
                        service + "-1",
                        "MARKETSWARM_JAVA_OPTS",
                        "-XX:+UseSerialGC -Xmx512m"),
                "run");
    }

    private void load(ObjectNode truth) {
        truth.put("version", String.valueOf(++version));
        new TruthStore(redis.client()).load(truth);
        loadedAtMs.put(version, System.currentTimeMillis());
    }

    /** Half of the symbols always, of the others every second time another half. */
    private static List<String> symbols(int change) {
        return IntStream.rangeClosed(1, SYMBOLS)
                .filter(number -> number <= ALWAYS || (number + change) % 2 == 0)
                .mapToObj("LD%05d"::formatted)
                .toList();
    }

    private ObjectNode truth(FeedFarm farm, int change, List<String> symbols) throws IOException {
        ObjectNode truth = Json.read("""
                {"components": {
                   "massive": {"origin": "sim", "rest_url": "http://127.0.0.1:%1$d", "snapshot_poll_sec": 3600,
                     "clusters": {"stocks": {"ws_url": "ws://127.0.0.1:%1$d/stocks", "channels": ["T", "Q"]}}},
                   "rss_agg": {"poll_interval_min": 0.05, "allow_private_hosts": ["127.0.0.1"]},
                   "vexy_ai": {"engine": "offline", "concurrency": 2}},
                 "secrets": {"massive": {"api_key": "demo"}}}""".formatted(port), ObjectNode.class);
        ObjectNode massive = truth.withObject("/components/massive");
        massive.withObject("/clusters/stocks").set("symbols", Json.MAPPER.valueToTree(symbols));
        massive.withObject("/retention").put("events_maxlen", 1_000 + change);
        massive.withObject("/log_levels").put("marketswarm.market", change % 2 == 0 ? "INFO" : "WARN");
        ObjectNode feeds = truth.withObject("/components/rss_agg");
        feeds.put("poll_interval_min", change % 3 == 0 ? 0.05 : 0.04);
        feeds.put("concurrency_per_category", 2 + change % 3);
        feeds.set("categories", Json.MAPPER.valueToTree(categories(farm, change)));
        feeds.set("enabled_categories", Json.MAPPER.valueToTree(enabled(change)));
        truth.withObject("/components/vexy_ai")
                .put("concurrency", 1 + change % 4)
                .put("prompt_template", "As of " + change + ": {data}");
        return truth;
    }

    /** Some feeds of each category are gone every other time. */
    private static Map<String, List<String>> categories(FeedFarm farm, int change) {
        Map<String, List<String>> categories = new TreeMap<>();
        int size = FEEDS / CATEGORIES;
        for (int n = 0; n < CATEGORIES; n++)
            categories.put("c" + n, farm.urls(n * size, (n + 1) * size - (change % 2) * 5));
        return categories;
    }

    /** One category rests at a time. */
    private static List<String> enabled(int change) {
        return IntStream.range(0, CATEGORIES)
                .filter(n -> change == 0 || n != change % CATEGORIES)
                .mapToObj(n -> "c" + n)
                .toList();
    }

    /** Ticks that the simulator says it has sent, by symbol. */
    private Map<String, Long> sent() throws IOException, InterruptedException {
        Map<String, Long> sent = new TreeMap<>();
        JsonNode stocks = Http.get("http://127.0.0.1:" + port + "/control/counters")
                .json()
                .at("/topics/stocks");
        for (String channel : List.of("T", "Q"))
            stocks.path(channel)
                    .properties()
                    .forEach(symbol -> sent.merge(
                            symbol.getKey(), symbol.getValue().path("sent").asLong(), Long::sum));
        return sent;
    }

    private static Map<String, Long> written() {
        Map<String, Long> written = new TreeMap<>();
        for (String key : redis.client().keys("market:tick:*:stream"))
            written.put(key.split(":")[2], redis.client().xlen(key));
        return written;
    }

    /** How long the services took to run by a truth, as their logs say. */
    private String delays(Map<String, Program> running) {
        StringBuilder said = new StringBuilder("taken after ms, median/longest:");
        running.forEach((service, program) -> {
            long[] delays = program.lines().stream()
                    .filter(line -> line.contains("truth: taken version="))
                    .mapToLong(line -> java.time.OffsetDateTime.parse(line.split(" ")[0])
                                    .toInstant()
                                    .toEpochMilli()
                            - loadedAtMs.get(Integer.parseInt(line.replaceAll(".*version=(\\d+) .*", "$1"))))
                    .sorted()
                    .toArray();
            said.append(' ')
                    .append(service)
                    .append(' ')
                    .append(delays[delays.length / 2])
                    .append('/')
                    .append(delays[delays.length - 1]);
        });
        return said.toString();
    }
}
