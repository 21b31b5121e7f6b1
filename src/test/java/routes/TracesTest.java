package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import marketswarm.RunningServices;
import marketswarm.testing.FakeSite;
import marketswarm.testing.Logs;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An item's way through three services and Redis, as a collector gets to know it: by what it is sent, byte for byte. */
class TracesTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final Logs logs = new Logs();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<byte[]> sent = new CopyOnWriteArrayList<>();
    private final Set<String> told = new ConcurrentSkipListSet<>();
    private final FakeSite site =
            new FakeSite().page("/feed", 200, Map.of("Content-Type", "application/rss+xml"), RssTruth.feed("apple"));
    private HttpServer collector;

    @BeforeEach
    void listen() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", this::collect);
        collector.start();
    }

    @AfterEach
    void close() {
        collector.stop(0);
        site.close();
    }

    @Test
    void an_item_is_one_trace_from_its_feed_to_the_browsers() {
        try (var gateway = running("gate-1", collectorUrl(), 1, "sse_gateway");
                var analyst = running("vexy-1", collectorUrl(), 1, "vexy_ai");
                var feeds = running("rss-1", collectorUrl(), 1, "rss_agg")) {
            await().atMost(PATIENCE).until(() -> redis.client().zcard("rss:analysis:index") == 1);
            String uid = redis.client().zrange("rss:analysis:index", 0, 0).get(0);
            assertThat(uid).hasSize(40);
            String traceId = uid.substring(0, 32);
            String first = uid.substring(24);

            // a span begins with its trace (0a 10 and 16 bytes) and its own id (12 08 and 8 bytes); its parent is field
            // 4 (22 08)
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(spans("published")).singleElement().asString().contains("0a10" + traceId + "1208" + first);
                for (String name : List.of("analyzed", "kept"))
                    assertThat(spans(name)).singleElement().asString().contains("0a10" + traceId, "2208" + first);
                assertThat(spans("fanned out"))
                        .hasSize(2)
                        .allSatisfy(span -> assertThat(span).contains("0a10" + traceId, "2208" + first));
            });
            assertThat(all())
                    .contains(hex("vexy_ai"), hex("rss-1"), hex("marketswarm.waited_ms"), hex("events:analysis"));
        }
        assertThat(logs.warnings("traces:")).isEmpty();
    }

    @Test
    void a_collector_hears_the_secret_that_each_service_has_for_it_and_nobody_else_does() {
        try (var feeds = running("rss-1", collectorUrl(), 1, "rss_agg");
                var analyst = running("vexy-1", collectorUrl(), 1, "vexy_ai")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(told).contains("Bearer of-rss-agg-4711", "Basic of-vexy-ai-0815"));
        }
        assertThat(logs.text()).doesNotContain("4711", "0815");
        assertThat(all()).doesNotContain(hex("4711"), hex("0815"));
    }

    @Test
    void with_a_ratio_of_none_nothing_is_sent() {
        try (var feeds = running("rss-1", collectorUrl(), 0, "rss_agg", "vexy_ai")) {
            await().atMost(PATIENCE).until(() -> redis.client().zcard("rss:analysis:index") == 1);
        }
        assertThat(sent).isEmpty();
    }

    @Test
    void a_collector_that_is_away_holds_up_nobody_and_is_named_once() {
        try (var feeds = running("rss-1", "http://127.0.0.1:1", 1, "rss_agg", "vexy_ai")) {
            await().atMost(PATIENCE).until(() -> redis.client().zcard("rss:analysis:index") == 1);
            await().atMost(PATIENCE).until(() -> !logs.warnings().isEmpty());
        }
        assertThat(logs.warnings())
                .singleElement()
                .asString()
                .contains("traces: http://127.0.0.1:1 does not take spans; they are dropped until it does");
    }

    private String collectorUrl() {
        return "http://127.0.0.1:" + collector.getAddress().getPort();
    }

    private void collect(HttpExchange exchange) throws IOException {
        told.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        sent.add(exchange.getRequestBody().readAllBytes());
        FakeSite.send(exchange, 200, Map.of(), new byte[0]);
    }

    /** The spans of a name: what stands from the id before it to the id after it. */
    private List<String> spans(String name) {
        String field = "2a" + HexFormat.of().toHexDigits((byte) name.length()) + hex(name);
        return Arrays.stream(all().split("(?=0a10[0-9a-f]{32}1208)"))
                .filter(span -> span.contains(field))
                .toList();
    }

    private String all() {
        StringBuilder all = new StringBuilder();
        sent.forEach(bytes -> all.append(HexFormat.of().formatHex(bytes)));
        return all.toString();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private RunningServices running(String instance, String collector, int ratio, String... services) {
        String truth = RssTruth.of(site.url("/feed"))
                .replaceFirst(
                        "\\{\"version\": \"t1\",",
                        "{\"version\": \"t1\", \"node\": {\"traces\": {\"url\": \"" + collector + "\", \"ratio\": "
                                + ratio + "}},")
                .replaceFirst("\"components\": \\{", "\"components\": {\"sse_gateway\": {\"port\": 0},")
                .replace("\"user_agent\":", "\"traces_authorization\": \"Bearer of-rss-agg-4711\", \"user_agent\":")
                .replace(
                        "\"openai_api_key\":",
                        "\"traces_authorization\": \"Basic of-vexy-ai-0815\", \"openai_api_key\":");
        return new RunningServices(instance, redis.url(), truth, Clock.systemUTC(), List.of(services));
    }
}
