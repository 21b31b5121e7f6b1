package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import marketswarm.redis.Json;
import marketswarm.redis.Position;
import marketswarm.truth.TokenHash;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GatewayServerTest {

    private static final String UID = "0123456789abcdef0123456789abcdef01234567";
    private static GatewayRedis server;
    private static UnifiedJedis redis;
    private RunningGateway gateway;

    @BeforeAll
    static void startRedis() {
        server = GatewayRedis.start();
        redis = server.open();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
        server.close();
    }

    @BeforeEach
    void start() {
        redis.flushAll();
        redis.sadd("market:symbols", "AAPL", "MSFT");
        gateway = new RunningGateway(redis, 2, List.of());
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void a_first_visit_gets_hello_then_the_state_in_order_then_live_events() throws Exception {
        String last = RunningGateway.tick(redis, "AAPL", "189.10");
        RunningGateway.item(redis, UID, "old", 1_732_270_000_000L);
        redis.set("rss:analysis:" + UID, "{\"uid\":\"" + UID + "\",\"sentiment\":{\"score\":0.25}}");
        redis.xadd(
                "events:market",
                StreamEntryID.NEW_ENTRY,
                Map.of("type", "halt", "ts_ms", "5", "data", "{\"code\":\"T1\"}"));
        redis.hset("mesh:state", "massive", "{\"state\":\"up\",\"since_ms\":7}");

        try (SseReader reader =
                new SseReader(gateway.request("/sse?topics=tick:AAPL,snapshot:*,news,analysis,events,mesh"))) {
            assertThat(reader.response.headers().firstValue("Content-Type"))
                    .contains("text/event-stream; charset=utf-8");
            SseReader.Event hello = reader.next();
            assertThat(Integer.parseInt(reader.retry)).isBetween(2_000, 4_000);
            assertThat(Position.parse(hello.id())).isPresent();
            assertThat(hello.data())
                    .contains("\"topics\":[\"analysis\",\"events\",\"mesh\",\"news\",\"snapshot:*\",\"tick:AAPL\"]")
                    .contains("\"resumed\":false", "\"node\":\"test\"");
            assertThat(reader.next().data())
                    .contains("\"symbol\":\"AAPL\",", "\"price\":\"189.10\"", "\"last_id\":\"" + last + "\"")
                    .contains("\"updated_ms\":1");
            assertThat(reader.next())
                    .isEqualTo(new SseReader.Event(null, "news", "{\"uid\":\"" + UID + "\",\"title\":\"old\"}"));
            assertThat(reader.next().data()).isEqualTo("{\"uid\":\"" + UID + "\",\"sentiment\":{\"score\":0.25}}");
            assertThat(reader.next().data()).contains("\"ts_ms\":5", "\"data\":{\"code\":\"T1\"}");
            assertThat(reader.next())
                    .isEqualTo(new SseReader.Event(
                            reader.lastId, "mesh", "{\"service\":\"massive\",\"state\":\"up\",\"since_ms\":7}"));

            RunningGateway.tick(redis, "AAPL", "189.20");
            // a snapshot is read apart from the ticks, so either may be first
            Map<String, String> newest = new HashMap<>();
            while (!newest.keySet().containsAll(List.of("tick", "snapshot"))) {
                SseReader.Event event = reader.next(e -> e.data().contains("\"price\":\"189.20\""));
                newest.put(event.name(), event.data());
            }
            assertThat(newest.get("tick")).contains("\"symbol\":\"AAPL\"", "\"seq\":7", "\"ts_ms\":1732270000000");
        }
    }

    @Test
    void news_and_analyses_that_come_in_are_sent_once_each() throws Exception {
        try (SseReader reader = new SseReader(gateway.request("/sse?topics=news,analysis"))) {
            reader.next("hello");
            RunningGateway.item(redis, UID, "new", 1_732_270_000_000L);
            assertThat(reader.next().data()).isEqualTo("{\"uid\":\"" + UID + "\",\"title\":\"new\"}");
            redis.set("rss:analysis:" + UID, "{\"uid\":\"" + UID + "\"}");
            redis.xadd("events:analysis", StreamEntryID.NEW_ENTRY, Map.of("uid", UID));
            SseReader.Event analysis = reader.next();
            assertThat(analysis.name()).isEqualTo("analysis");
            assertThat(analysis.id()).startsWith("1.");
        }
    }

    @Test
    void a_capped_client_gets_fewer_ticks_and_the_newest_last_and_knows_how_many_it_did_not_get() throws Exception {
        try (SseReader reader = new SseReader(gateway.request("/sse?topics=tick:AAPL&max_hz=5"))) {
            reader.next("hello");
            for (int i = 1; i <= 500; i++) RunningGateway.tick(redis, "AAPL", "" + i);
            int ticks = 0;
            int conflated = 0;
            JsonNode tick;
            do {
                tick = Json.read(reader.next("tick").data(), JsonNode.class);
                ticks++;
                conflated += tick.path("conflated").asInt();
            } while (!tick.path("price").asText().equals("500"));
            assertThat(ticks).isLessThan(50);
            assertThat(ticks + conflated).isEqualTo(500);
        }
    }

    @Test
    void one_client_too_many_is_told_to_come_back() throws Exception {
        try (SseReader one = new SseReader(gateway.request("/sse?topics=news"));
                SseReader two = new SseReader(gateway.request("/sse?topics=news"))) {
            one.next("hello");
            two.next("hello");
            assertThat(gateway.hub.stats().clients()).isEqualTo(2);
            HttpResponse<String> three = get("/sse?topics=news");
            assertThat(three.statusCode()).isEqualTo(200);
            assertThat(three.headers().firstValue("Content-Type")).contains("text/event-stream; charset=utf-8");
            assertThat(three.body()).matches("retry: [234]\\d{3}\n\n");
        }
    }

    @Test
    void who_takes_gzip_gets_the_same_stream_compressed_where_the_settings_say_so() throws Exception {
        try (RunningGateway packing = new RunningGateway(redis, RunningGateway.compressing(), List.of());
                SseReader plain = new SseReader(packing.request("/sse?topics=events"))) {
            HttpResponse<InputStream> packed = RunningGateway.HTTP.send(
                    packing.request("/sse?topics=events")
                            .header("Accept-Encoding", "gzip")
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(packed.headers().allValues("Vary")).contains("Accept-Encoding");
            assertThat(plain.response.headers().firstValue("Content-Encoding")).isEmpty();
            try (InputStream in = new GZIPInputStream(packed.body())) {
                plain.next("hello");
                assertThat(lineAfter(in, "event: hello")).startsWith("data: {");
                for (int i = 0; i < 3; i++) {
                    redis.xadd("events:market", StreamEntryID.NEW_ENTRY, Map.of("type", "halt", "symbol", "S" + i));
                    String data = plain.next("event").data();
                    assertThat(data).contains("S" + i);
                    assertThat(lineAfter(in, "event: event")).isEqualTo("data: " + data);
                }
            }
            try (SseReader elsewhere =
                    new SseReader(gateway.request("/sse?topics=events").header("Accept-Encoding", "gzip"))) {
                assertThat(elsewhere.response.headers().firstValue("Content-Encoding"))
                        .isEmpty();
            }
        }
    }

    private static String lineAfter(InputStream in, String before) throws IOException {
        String line = line(in);
        while (!line.equals(before)) line = line(in);
        return line(in);
    }

    /** Takes no more than the line: readers of the JDK wait for more than has come. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) line.write(next);
        return line.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_stopping_gateway_says_goodbye() throws Exception {
        try (SseReader reader = new SseReader(gateway.request("/sse?topics=news"))) {
            reader.next("hello");
            gateway.server.close();
            assertThat(reader.next("bye").data())
                    .matches("\\{\"reason\":\"the gateway is shutting down\",\"retry_ms\":\\d{4}}");
            assertThatThrownBy(reader::next).isInstanceOf(java.util.NoSuchElementException.class);
        }
    }

    @Test
    void wrong_requests_are_problems() throws Exception {
        HttpResponse<String> post = send(gateway.request("/sse?topics=news").POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).contains("GET");
        HttpResponse<String> topic = get("/sse?topics=ticks");
        assertThat(topic.statusCode()).isEqualTo(400);
        assertThat(topic.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(topic.body()).contains("unknown topic ticks; accepted: tick:<symbol>, tick:*");
        assertThat(get("/sse?topics=news&max_hz=0").body()).contains("max_hz is 0; accepted: 0.1 to 1000.0");
        assertThat(get("/api/news?limit=x").statusCode()).isEqualTo(400);
        assertThat(get("/api/news/" + UID).statusCode()).isEqualTo(404);
        HttpResponse<String> tooLong =
                send(gateway.request("/login").POST(HttpRequest.BodyPublishers.ofString("x".repeat(5_000))));
        assertThat(tooLong.statusCode()).isEqualTo(413);
        assertThat(tooLong.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/pom.xml",
                "/widgets/..%2f..%2fapplication.properties",
                "/widgets/..%2F..%2F..%2Fpom.xml",
                "/widgets/%2e%2e/%2e%2e/pom.xml",
                "/widgets//pom.xml",
                "/widgets/.hidden.js",
                "/widgets/main.js%00.html",
                "/META-INF/resources/index.html",
                "/truth-samples/truth.json",
                "/application.properties"
            })
    void no_path_leads_to_a_file(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void a_file_below_the_working_directory_is_not_served_even_where_the_page_would_be() throws Exception {
        Path folder = Path.of("META-INF/resources/widgets");
        Files.createDirectories(folder);
        Path file = Files.writeString(folder.resolve("secret.js"), "1");
        try {
            assertThat(get("/widgets/secret.js").statusCode()).isEqualTo(404);
        } finally {
            Files.delete(file);
            for (Path empty = folder; empty != null; empty = empty.getParent()) Files.delete(empty);
        }
    }

    @Test
    void the_widgets_come_with_their_types() throws Exception {
        HttpResponse<String> types = get("/widgets/embed/marketswarm.d.ts");
        assertThat(types.statusCode()).isEqualTo(200);
        assertThat(types.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(types.body()).contains("export declare function Watchlist");
    }

    @Test
    void it_speaks_http_2_without_tls() throws Exception {
        HttpClient two =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpResponse<Stream<String>> stream =
                two.send(gateway.request("/sse?topics=tick:AAPL").build(), HttpResponse.BodyHandlers.ofLines());
        assertThat(stream.version()).isEqualTo(HttpClient.Version.HTTP_2);
        Iterator<String> lines = stream.body().iterator();
        while (!lines.next().equals("event: hello")) assertThat(lines).hasNext();
        RunningGateway.tick(redis, "AAPL", "189.10");
        while (!lines.next().contains("\"price\":\"189.10\"")) assertThat(lines).hasNext();
        stream.body().close();
        await().until(() -> gateway.hub.stats().clients() == 0);
    }

    @Test
    void many_that_come_at_once_share_what_is_read_for_them_and_miss_nothing() throws Exception {
        RunningGateway.tick(redis, "AAPL", "0");
        try (RunningGateway large = new RunningGateway(redis, 100, List.of())) {
            List<SseReader> readers = new ArrayList<>();
            for (int i = 1; i <= 60; i++) {
                RunningGateway.tick(redis, "AAPL", "" + i);
                readers.add(new SseReader(large.request("/sse?topics=tick:AAPL")));
            }
            for (SseReader reader : readers) {
                reader.next("hello");
                long price = price(reader.next());
                while (price < 60) assertThat(price(reader.next("tick"))).isEqualTo(++price);
                reader.close();
            }
        }
    }

    private static long price(SseReader.Event event) {
        return Json.read(event.data(), JsonNode.class).path("price").asLong();
    }

    @Test
    void the_page_is_served_with_a_strict_policy_and_no_foreign_origin_but_the_listed() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).containsIgnoringCase("<!doctype html>");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).startsWith("default-src 'self'; img-src 'self' https: data:"));
        assertThat(get("/widgets/main.js").headers().firstValue("Cache-Control"))
                .hasValueSatisfying(cache -> assertThat(cache).contains("max-age=300"));
        String tag = page.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = send(gateway.request("/").header("If-None-Match", tag));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(origin("https://desk.example").headers().firstValue("Access-Control-Allow-Origin"))
                .contains("https://desk.example");
        assertThat(origin("https://evil.example").headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    private HttpResponse<String> origin(String origin) throws Exception {
        return send(gateway.request("/api/symbols").header("Origin", origin));
    }

    @Test
    void with_tokens_stream_and_api_need_one_and_the_login_cookie_is_as_good() throws Exception {
        try (RunningGateway locked = new RunningGateway(redis, 5, List.of("s3cret"))) {
            assertThat(send(locked.request("/sse?topics=news")).statusCode()).isEqualTo(401);
            assertThat(send(locked.request("/api/symbols")).headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer");
            assertThat(send(locked.request("/")).statusCode()).isEqualTo(200);
            assertThat(send(locked.request("/api/symbols").header("Authorization", "Bearer wrong"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(send(locked.request("/api/symbols").header("Authorization", "Bearer s3cret"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(login(locked, "wrong").statusCode()).isEqualTo(401);
            HttpResponse<String> login = login(locked, "s3cret");
            String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(login.statusCode()).isEqualTo(204);
            assertThat(cookie)
                    .containsIgnoringCase("HttpOnly")
                    .contains("SameSite=Strict")
                    .doesNotContain("s3cret");
            try (SseReader reader = new SseReader(
                    locked.request("/sse?topics=news").header("Cookie", cookie.substring(0, cookie.indexOf(';'))))) {
                assertThat(reader.next().name()).isEqualTo("hello");
            }
        }
    }

    @Test
    void a_token_may_be_stored_as_its_hash_which_opens_nothing() throws Exception {
        String hash = TokenHash.ofEntry("s3cret");
        try (RunningGateway locked = new RunningGateway(redis, 5, List.of(hash))) {
            assertThat(hash).matches("sha256:[0-9a-f]{64}");
            assertThat(login(locked, "s3cret").statusCode()).isEqualTo(204);
            assertThat(login(locked, hash).statusCode()).isEqualTo(401);
            String cookie = "marketswarm=" + hash.substring("sha256:".length());
            assertThat(send(locked.request("/api/symbols").header("Cookie", cookie))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(send(locked.request("/api/symbols").header("Authorization", "Bearer s3cret"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static HttpResponse<String> login(RunningGateway gateway, String token) throws Exception {
        return send(gateway.request("/login")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + token + "\"}")));
    }

    @Test
    void without_tokens_it_refuses_to_listen_for_others() {
        GatewayServer open = server("0.0.0.0", 0);
        assertThatThrownBy(() -> open.start(false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("gateway: refusing to listen on 0.0.0.0 without secrets.sse_gateway.tokens;"
                        + " set tokens, or components.sse_gateway.host to 127.0.0.1");
    }

    @Test
    void a_taken_port_is_named_or_passed_over_when_asked() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            GatewayServer second = server("127.0.0.1", taken.getLocalPort());
            assertThatThrownBy(() -> second.start(false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("gateway: port " + taken.getLocalPort() + " is taken on 127.0.0.1;"
                            + " stop what listens there, or set components.sse_gateway.port");
            second.start(true);
            assertThat(second.port()).isNotEqualTo(taken.getLocalPort()).isPositive();
            second.close();
        }
    }

    private static GatewayServer server(String host, int port) {
        Vertx vertx = Vertx.vertx();
        State state = new State(redis, redis);
        Hub hub = new Hub(vertx, state, new Position(0, 0, 0), "test");
        return new GatewayServer(vertx, () -> RunningGateway.settings(host, port, 1), List::of, hub, state);
    }

    @Test
    void a_client_that_does_not_read_is_conflated_and_the_others_get_everything() throws Exception {
        redis.sadd("market:symbols", "BUSY");
        try (Socket stalled = new Socket();
                SseReader reader = new SseReader(gateway.request("/sse?topics=tick:BUSY"))) {
            reader.next("hello");
            stalled.setReceiveBufferSize(4_096);
            stalled.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.server.port()));
            stalled.getOutputStream()
                    .write("GET /sse?topics=tick:BUSY HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String filler = "9".repeat(2_000);
            List<String> seen = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                redis.xadd("market:tick:BUSY:stream", StreamEntryID.NEW_ENTRY, Map.of("n", "" + i, "filler", filler));
                // the reading client keeps up, twenty ticks behind at most
                while (i % 20 == 19 && seen.size() <= i) {
                    seen.add(reader.next("tick").data().replaceAll(".*\"n\":\"(\\d+)\".*", "$1"));
                }
            }
            assertThat(seen)
                    .isEqualTo(IntStream.range(0, 1_000).mapToObj(n -> "" + n).toList());
            assertThat(gateway.hub.stats().conflated()).isGreaterThan(100);
            assertThat(gateway.hub.stats().clients()).isEqualTo(2);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(gateway.request(path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return RunningGateway.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
