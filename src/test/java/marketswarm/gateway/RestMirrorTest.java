package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import marketswarm.redis.Json;
import marketswarm.redis.Sha1;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.StreamEntryID;

/** The REST mirror over a real Redis; every answer is held against the description that it gives of itself. */
@Timeout(60)
class RestMirrorTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static RunningGateway gateway;

    @BeforeEach
    void start() {
        if (gateway == null) gateway = new RunningGateway(redis.client(), 10, List.of());
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @Test
    void ticks_come_by_page_and_none_is_missing_or_twice() throws Exception {
        for (int i = 0; i < 25; i++) tick(1_000 + i / 3, i % 3, Map.of("type", "trade", "price", "" + i));

        List<String> prices = new ArrayList<>();
        String path = "/api/ticks/AAPL?from_ms=0&limit=10";
        for (JsonNode page = ask(path);
                ;
                page = ask(path + "&after=" + page.path("next_after").asText())) {
            page.path("ticks").forEach(tick -> prices.add(tick.path("price").asText()));
            if (page.path("next_after").isMissingNode()) break;
        }

        assertThat(prices).hasSize(25).startsWith("0", "1", "2").endsWith("24");
        assertThat(ask("/api/ticks/AAPL?limit=2").path("ticks").findValuesAsText("price"))
                .containsExactly("23", "24");
        assertThat(ask("/api/ticks/AAPL?from_ms=1001&to_ms=1001").path("ticks").findValuesAsText("price"))
                .containsExactly("3", "4", "5");
    }

    @Test
    void bars_are_made_from_trades() throws Exception {
        trade(60_000, "10", "1");
        trade(61_000, "12.50", "2");
        trade(119_999, "9", "3");
        trade(120_000, "11", "4");

        assertThat(ask("/api/bars/AAPL?interval=1m").toString())
                .isEqualTo("{\"bars\":["
                        + "{\"start_ms\":60000,\"end_ms\":120000,\"open\":\"10\",\"high\":\"12.50\",\"low\":\"9\","
                        + "\"close\":\"9\",\"volume\":\"6\",\"source\":\"trades\"},"
                        + "{\"start_ms\":120000,\"end_ms\":180000,\"open\":\"11\",\"high\":\"11\",\"low\":\"11\","
                        + "\"close\":\"11\",\"volume\":\"4\",\"source\":\"trades\"}],"
                        + "\"symbol\":\"AAPL\",\"interval\":\"1m\"}");
        assertThat(ask("/api/bars/AAPL?interval=1m&to_ms=120000").path("bars").findValuesAsText("start_ms"))
                .containsExactly("60000");
        assertThat(ask("/api/bars/AAPL?interval=1s&limit=1").path("bars").findValuesAsText("start_ms"))
                .containsExactly("120000");
    }

    @Test
    void the_vendors_own_bar_is_preferred_then_its_shorter_ones() throws Exception {
        trade(60_000, "1", "1");
        bar(60_000, 61_000, "10", "11");
        bar(61_000, 62_000, "11", "12");
        trade(120_000, "1", "1");
        bar(120_000, 121_000, "20", "21");
        bar(120_000, 180_000, "20", "29");

        JsonNode bars = ask("/api/bars/AAPL").path("bars");

        assertThat(bars.findValuesAsText("open")).containsExactly("10", "20");
        assertThat(bars.findValuesAsText("close")).containsExactly("12", "29");
        assertThat(bars.findValuesAsText("source")).containsExactly("bars", "bars");
    }

    @Test
    void news_come_by_page_also_where_many_have_the_same_second() throws Exception {
        for (int i = 0; i < 30; i++) item(i, i / 10 * 1_000L, i % 2 == 0 ? "tech" : "world", "T" + i % 3);

        List<String> uids = new ArrayList<>();
        String path = "/api/news?limit=7";
        for (JsonNode page = ask(path);
                ;
                page = ask(path + "&before=" + page.path("next_before").asText())) {
            uids.addAll(page.path("news").findValuesAsText("uid"));
            if (page.path("next_before").isMissingNode()) break;
        }

        assertThat(uids).hasSize(30).doesNotHaveDuplicates();
        assertThat(ask("/api/news?category=tech&ticker=T0").path("news").findValuesAsText("title"))
                .containsExactly("24", "18", "12", "6", "0");
        assertThat(ask("/api/news?before=1").path("news")).hasSize(10);
    }

    @Test
    void events_come_by_page_newest_first() throws Exception {
        for (int i = 0; i < 5; i++)
            redis.client().xadd("events:market", StreamEntryID.NEW_ENTRY, Map.of("type", "halt", "message", "" + i));
        JsonNode first = ask("/api/events?limit=3");
        assertThat(first.path("events").findValuesAsText("message")).containsExactly("4", "3", "2");
        assertThat(ask("/api/events?limit=3&before=" + first.path("next_before").asText())
                        .path("events")
                        .findValuesAsText("message"))
                .containsExactly("1", "0");
    }

    @Test
    void feeds_come_by_when_they_are_due_with_how_their_last_poll_went() throws Exception {
        redis.client()
                .zadd("rss:schedule", Map.of("tech|http://b.example/", 2_000.0, "world|http://a.example/", 1_000.0));
        redis.client()
                .hset(
                        "rss:feed:" + Sha1.hex("http://b.example/"),
                        Map.of("url", "http://b.example/", "status", "503", "polled_ms", "7", "next_ms", "1"));

        assertThat(ask("/api/feeds").toString())
                .startsWith("{\"feeds\":[{\"url\":\"http://a.example/\",\"category\":\"world\",\"next_ms\":1000},")
                .contains("\"status\":\"503\"", "\"polled_ms\":7", "\"next_ms\":2000");
        assertThat(ask("/api/feeds?limit=1").path("feeds")).hasSize(1);
    }

    @Test
    void a_log_channel_is_read_newest_first() throws Exception {
        for (int i = 0; i < 3; i++)
            redis.client().xadd("log:errors:stream", StreamEntryID.NEW_ENTRY, Map.of("message", "" + i, "ts_ms", "5"));

        assertThat(ask("/api/logs?limit=2").path("logs").findValuesAsText("message"))
                .containsExactly("2", "1");
        assertThat(ask("/api/logs?channel=heartbeats").path("logs")).isEmpty();
    }

    @Test
    void the_rest_answers_as_it_is_described() throws Exception {
        RunningGateway.tick(redis.client(), "AAPL", "189.10");
        redis.client().sadd("market:symbols", "AAPL");
        redis.client().hset("mesh:state", "massive", "{\"state\":\"up\"}");
        item(1, 0, "tech", "AAPL");
        redis.client().set("rss:analysis:" + uid(1), "{\"uid\":\"" + uid(1) + "\",\"sentiment\":{\"score\":0.5}}");

        assertThat(ask("/api/symbols").toString()).isEqualTo("{\"symbols\":[\"AAPL\"]}");
        assertThat(ask("/api/snapshots?symbols=AAPL,NONE").path("snapshots")).hasSize(1);
        assertThat(ask("/api/mesh").toString())
                .isEqualTo("{\"services\":[{\"service\":\"massive\",\"state\":\"up\"}]}");
        assertThat(ask("/api/news/" + uid(1)).path("analysis").path("uid").asText())
                .isEqualTo(uid(1));
        assertThat(ask("/api/openapi.json").path("paths").size()).isGreaterThan(9);
    }

    @Test
    void what_has_not_changed_is_not_sent_again() throws Exception {
        HttpResponse<String> first = get("/api/symbols", "");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(get("/api/symbols", tag).statusCode()).isEqualTo(304);
        redis.client().sadd("market:symbols", "NEW");
        assertThat(get("/api/symbols", "\"x\", " + tag).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/ticks/AAPL?limit=0 | limit is 0; accepted: 1 to 10000",
                "/api/ticks/AAPL?after=x | after is x; accepted: the id of an earlier answer",
                "/api/ticks/AAPL?from_ms=-1 | from_ms is -1; accepted: epoch milliseconds",
                "/api/bars/AAPL?to_ms=-1 | to_ms is -1; accepted: epoch milliseconds",
                "/api/ticks/A%20B | symbol is A B; accepted: letters, digits and . _ : / ^ + -",
                "/api/bars/AAPL?interval=2m | interval is 2m; accepted: 1s, 1m or 5m",
                "/api/bars/AAPL?limit=5001 | limit is 5001; accepted: 1 to 5000",
                "/api/news?before=yesterday | before is yesterday; accepted: epoch seconds, or next_before of a page",
                "/api/logs?channel=../truth | channel is ../truth; accepted: lower-case letters, digits and _",
                "/api/news?limit=x | limit is x; accepted: a whole number"
            })
    void what_is_not_accepted_is_named(String path, String detail) throws Exception {
        HttpResponse<String> answer = get(path, "");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Json.read(answer.body(), JsonNode.class).path("detail").asText())
                .isEqualTo(detail);
        assertDescribed(path, answer);
    }

    private static JsonNode ask(String path) throws Exception {
        HttpResponse<String> answer = get(path, "");
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertDescribed(path, answer);
        return Json.read(answer.body(), JsonNode.class);
    }

    private static HttpResponse<String> get(String path, String tag) throws Exception {
        return RunningGateway.HTTP.send(
                gateway.request(path).header("If-None-Match", tag).build(), BodyHandlers.ofString());
    }

    private static void assertDescribed(String path, HttpResponse<String> answer) throws Exception {
        JsonNode description = Json.read(get("/api/openapi.json", "").body(), JsonNode.class);
        String bare = path.replaceFirst("\\?.*", "");
        String pattern = description.path("paths").has(bare)
                ? bare
                : bare.replaceFirst("/[^/]*$", "/{") + (bare.startsWith("/api/news") ? "uid}" : "symbol}");
        String pointer = "/paths/" + pattern.replace("/", "~1") + "/get/responses/" + answer.statusCode();
        JsonNode content = description.at(pointer + "/content");
        assertThat(content.isMissingNode()).as("not described: %s", pointer).isFalse();
        var found = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(alone(content.elements().next().path("schema"), description))
                .validate(Json.read(answer.body(), JsonNode.class));
        assertThat(found).as(path + " " + answer.body()).isEmpty();
    }

    /** The schema with what it refers to, as a document of its own. */
    private static JsonNode alone(JsonNode schema, JsonNode description) {
        ObjectNode whole = schema.deepCopy();
        whole.set("$defs", description.at("/components/schemas"));
        return Json.read(whole.toString().replace("#/components/schemas/", "#/$defs/"), JsonNode.class);
    }

    private static void trade(long ms, String price, String size) {
        tick(ms, 0, Map.of("type", "trade", "price", price, "size", size, "ts_ms", "" + ms));
    }

    private static void bar(long start, long end, String open, String close) {
        tick(
                end,
                0,
                Map.of(
                        "type",
                        "bar",
                        "open",
                        open,
                        "high",
                        close,
                        "low",
                        open,
                        "close",
                        close,
                        "volume",
                        "5",
                        "start_ms",
                        "" + start,
                        "end_ms",
                        "" + end));
    }

    private static void tick(long ms, long seq, Map<String, String> fields) {
        redis.client().xadd("market:tick:AAPL:stream", new StreamEntryID(ms, seq), fields);
    }

    private static void item(int number, long publishedMs, String category, String ticker) {
        redis.client()
                .set(
                        "rss:item:" + uid(number),
                        "{\"uid\":\"" + uid(number) + "\",\"title\":\"" + number + "\",\"category\":\"" + category
                                + "\",\"tickers\":[\"" + ticker + "\"]}");
        redis.client().zadd("rss:index", publishedMs / 1000.0, uid(number));
    }

    private static String uid(int number) {
        return String.format("%040x", number);
    }
}
