package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import marketswarm.RunningServices;
import marketswarm.testing.Logs;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;

/** Entries of the streams on their way to a browser. */
class GatewayRoutesTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final Logs logs = new Logs();

    private static final String TRUTH = """
            {"version": "t1", "node": {"name": "test", "env": "dev"},
             "components": {"sse_gateway": {"meta": {"name": "SSE", "service_id": "sse_gateway"}, "port": 18080}}}""";

    @Test
    void what_is_written_to_the_streams_arrives_at_a_browser() {
        redis.client().sadd("market:symbols", "AAPL");
        redis.client().set("rss:item:u1", "{\"uid\":\"u1\",\"title\":\"Apple beats estimates\"}");
        redis.client().set("rss:analysis:u1", "{\"uid\":\"u1\",\"summary\":\"Good quarter\"}");
        List<String> lines = new CopyOnWriteArrayList<>();

        try (var services = new RunningServices(redis.url(), TRUTH, Clock.systemUTC(), "sse_gateway")) {
            int port = services.openDoor().port();
            Thread browser = new Thread(() -> listen(port, lines));
            browser.start();
            await("greeted").until(() -> lines.contains("event: hello"));

            write("market:tick:AAPL:stream", Map.of("type", "trade", "price", "189.10", "ts_ms", "1"));
            redis.client().sadd("market:symbols", "MSFT");
            write("rss:queue", Map.of("uid", "u1"));
            write("events:analysis", Map.of("uid", "u1"));
            write("events:briefings", Map.of("category", "tech", "headline", "A quiet hour", "data", "{\"items\":3}"));
            write("events:market", Map.of("type", "feed.connected", "symbol", "stocks", "message", "m", "ts_ms", "1"));
            await("live")
                    .until(() -> Stream.of("tick", "news", "analysis", "briefing", "event")
                            .allMatch(name -> lines.contains("event: " + name)));
            write("market:tick:MSFT:stream", Map.of("type", "trade", "price", "412.5", "ts_ms", "2"));
            await("the first tick of a symbol that came later")
                    .until(() -> lines.stream().anyMatch(line -> line.contains("\"412.5\"")));
            assertThat(Integer.parseInt(services.progress("sse_gateway").get("clients")))
                    .isEqualTo(1);
            MeterRegistry meters = services.camel().getRegistry().findSingleByType(MeterRegistry.class);
            assertThat(meters.get("marketswarm.gateway.clients").gauge().value())
                    .isEqualTo(1);
            assertThat(meters.get("marketswarm.gateway.events")
                            .functionCounter()
                            .count())
                    .isGreaterThanOrEqualTo(5);
        }

        assertThat(lines)
                .anyMatch(line -> line.contains("\"symbol\":\"AAPL\"") && line.contains("\"price\":\"189.10\""))
                .anyMatch(line -> line.contains("Apple beats estimates"))
                .anyMatch(line -> line.contains("Good quarter"))
                .anyMatch(line ->
                        line.contains("\"headline\":\"A quiet hour\"") && line.contains("\"data\":{\"items\":3}"))
                .anyMatch(line -> line.contains("\"type\":\"feed.connected\""));
        assertThat(logs.warnings()).isEmpty();
    }

    private static void listen(int port, List<String> lines) {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/sse?topics=tick:*,news,analysis,briefings,events"))
                .build();
        try {
            HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .forEach(lines::add);
        } catch (Exception closed) {
            lines.add("closed: " + closed);
        }
    }

    private static void write(String stream, Map<String, String> fields) {
        redis.client().xadd(stream, StreamEntryID.NEW_ENTRY, fields);
    }
}
