package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import marketswarm.RunningServices;
import marketswarm.redis.Json;
import marketswarm.redis.RedisServers;
import marketswarm.testing.FakeVendor;
import marketswarm.testing.Logs;
import marketswarm.testing.RealRedis;
import marketswarm.testing.RestartableRedis;
import marketswarm.testing.SetClock;
import marketswarm.testing.SharedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.resps.StreamEntry;

/** The vendor's frames from its socket to the streams, and its words about the connection to the events. */
class MassiveRoutesTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final Logs logs = new Logs();

    private static final String TRADE =
            "{\"ev\":\"T\",\"sym\":\"AAPL\",\"x\":4,\"i\":\"52983525029461\",\"z\":3,\"p\":189.10,\"s\":100,"
                    + "\"c\":[14,41],\"t\":1764000000123,\"q\":42}";

    private final FakeVendor vendor = new FakeVendor(MassiveTruth.KEY);
    private final SetClock clock = SetClock.running();

    @AfterEach
    void close() {
        vendor.close();
        assertThat(logs.text()).doesNotContain(MassiveTruth.KEY);
    }

    @Test
    void the_vendors_own_examples_become_tick_entries_and_snapshots() throws IOException {
        JsonNode trade = example("/stocks/T");
        JsonNode quote = example("/stocks/Q");

        try (var services = running("\"MSFT\"")) {
            connected(services);
            vendor.send("[" + trade + "," + quote + "]");
            await().until(() -> "114.128".equals(redis.client().hget("market:snapshot:MSFT", "ask")));

            List<StreamEntry> entries = redis.client().xrange("market:tick:MSFT:stream", "-", "+");
            assertThat(entries).hasSize(2);
            Map<String, String> first = entries.get(0).getFields();
            assertThat(first.remove("received_ms")).matches("\\d{13}");
            assertThat(first)
                    .hasToString("{type=trade, price=114.125, size=100, exchange=4, conditions=0,12, trade_id=12345, "
                            + "seq=3681328, tape=3, ts_ms=1536036818784}");
            assertThat(entries.get(1).getFields())
                    .containsEntry("type", "quote")
                    .containsEntry("bid", "114.125")
                    .containsEntry("ask_size", "160")
                    .doesNotContainKey("origin");
            assertThat(redis.client().hgetAll("market:snapshot:MSFT"))
                    .containsEntry("symbol", "MSFT")
                    .containsEntry("price", "114.125")
                    .containsEntry("bid", "114.125")
                    .containsEntry("last_id", entries.get(1).getID().toString());
            assertThat(redis.client().smembers("market:symbols")).containsExactly("MSFT");
            assertThat(services.progress("massive"))
                    .containsEntry("stocks_state", "live")
                    .containsEntry("stocks_ticks", "2")
                    .containsEntry("stocks_topics_held", "2");
        }
        assertThat(logs.warnings()).isEmpty();
    }

    @Test
    void that_the_feed_is_connected_is_told_in_the_stream_and_on_the_channel() throws InterruptedException {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (var listener = RedisServers.open(redis.url(), "listener")) {
            JedisPubSub ear = new JedisPubSub() {
                @Override
                public void onMessage(String channel, String message) {
                    heard.add(message);
                }
            };
            Thread listening = new Thread(() -> listener.subscribe(ear, "market:events"));
            listening.start();
            await().until(ear::isSubscribed);

            try (var services = running("\"AAPL\"")) {
                connected(services);
                await().until(() -> heard.size() == 1);
            }
            ear.unsubscribe();
            listening.join();
        }

        assertThat(vendor.said())
                .containsExactly(
                        "{\"action\":\"auth\",\"params\":\"" + MassiveTruth.KEY + "\"}",
                        "{\"action\":\"subscribe\",\"params\":\"T.AAPL,Q.AAPL\"}");
        Map<String, String> event = events().get(0);
        assertThat(event.remove("ts_ms")).matches("\\d{13}");
        assertThat(event)
                .hasToString("{type=feed.connected, symbol=stocks, severity=info, message=market: stocks: connected, "
                        + "asking for 2 topics, data={\"topics\":2}}");
        assertThat(heard.get(0)).contains("\"type\":\"feed.connected\"");
        assertThat(redis.client().hgetAll("market_prices")).containsOnlyKeys("created_at", "created_by");
    }

    @Test
    void a_refused_key_is_told_once_and_the_vendor_is_left_in_peace() {
        try (var services = running(MassiveTruth.of(vendor, "wrong-key-000000", "\"AAPL\""), clock)) {
            await().until(() -> !events().isEmpty());
            await("no second connection")
                    .during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(4))
                    .until(() -> vendor.connections() == 1);
            assertThat(services.progress("massive")).containsEntry("stocks_state", "refused");
        }

        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("type", "feed.disconnected")
                        .containsEntry("severity", "error")
                        .containsEntry(
                                "message",
                                "market: stocks: the vendor says \"authentication failed\"; put a valid key"
                                        + " into secrets.massive.api_key and load truth"));
        assertThat(logs.warnings("authentication failed")).hasSize(1);
        assertThat(logs.text() + events()).doesNotContain("wrong-key-000000");
    }

    @Test
    void a_dropped_connection_is_told_and_made_again() {
        try (var services = running("\"AAPL\"")) {
            connected(services);
            vendor.hangUp(1001, "going away");
            await().until(() -> vendor.connections() == 2 && events().size() == 3);
            await().until(() -> "2".equals(services.progress("massive").get("stocks_topics_held")));
            vendor.send("[" + TRADE + "]");
            await().until(() -> redis.client().xlen("market:tick:AAPL:stream") == 1);
        }

        assertThat(events())
                .extracting(event -> event.get("type"))
                .containsExactly("feed.connected", "feed.disconnected", "feed.connected");
        assertThat(events().get(1))
                .containsEntry("message", "market: stocks: connection lost: closed with 1001 going away");
        assertThat(logs.warnings()).singleElement().asString().contains("closed with 1001 going away");
    }

    @Test
    void a_socket_that_is_silent_while_the_market_is_open_is_given_up_and_made_again() {
        vendor.on("/v1/marketstatus/now", target -> FakeVendor.Answer.ok("{\"market\":\"open\"}"));
        try (var services = running("\"AAPL\"")) {
            connected(services);
            await().until(() -> told("market.status") == 1);
            clock.forward(Duration.ofSeconds(61));
            await().until(() -> vendor.connections() == 2 && told("feed.connected") == 2);
        }

        assertThat(told("feed.stale")).isEqualTo(1);
        assertThat(logs.warnings("no tick for 6")).hasSize(1);
    }

    @Test
    void a_socket_that_is_asked_for_nothing_may_be_silent() {
        vendor.on("/v1/marketstatus/now", target -> FakeVendor.Answer.ok("{\"market\":\"open\"}"));
        try (var services = running("")) {
            await().until(() -> told("market.status") == 1 && told("feed.connected") == 1);
            clock.forward(Duration.ofSeconds(61));
            await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(20)).until(() -> told("feed.stale") == 0);
        }
        assertThat(vendor.connections()).isEqualTo(1);
    }

    @Test
    void a_vendor_that_does_not_say_whether_markets_are_open_is_asked_soon_again() {
        var answers = new AtomicInteger();
        vendor.on(
                "/v1/marketstatus/now",
                target -> answers.incrementAndGet() == 1
                        ? FakeVendor.Answer.hangUp()
                        : FakeVendor.Answer.ok("{\"market\":\"open\"}"));
        try (var services = running("\"AAPL\"")) {
            connected(services);
            await().until(() -> told("market.status") == 1);
        }
        assertThat(answers).hasValue(2);
    }

    @Test
    void of_two_instances_one_connects_and_the_other_takes_over_when_it_is_gone() {
        String truth = MassiveTruth.of(vendor, MassiveTruth.KEY, "\"AAPL\"");
        var first = new RunningServices("host-1", redis.url(), truth, clock, List.of("massive"));
        try (var second = new RunningServices("host-2", redis.url(), truth, clock, List.of("massive"))) {
            connected(first);
            assertThat(second.progress("massive"))
                    .containsEntry("leads", "false")
                    .doesNotContainKey("stocks_state");
            assertThat(vendor.connections()).isEqualTo(1);
            assertThat(redis.client().get("mesh:leader:massive")).isEqualTo("1 host-1");

            first.close();
            await().until(() -> vendor.connections() == 2);
            connected(second);
            assertThat(redis.client().get("mesh:leader:massive")).isEqualTo("2 host-2");
        }
    }

    @Test
    void one_instance_alone_reads_every_shard_on_a_connection_of_its_own() {
        String truth = MassiveTruth.of(vendor, MassiveTruth.KEY, "\"AAPL\",\"MSFT\",\"NVDA\",\"AMZN\"")
                .replace("\"snapshot_poll_sec\"", "\"shards\":2,\"snapshot_poll_sec\"");
        try (var services = new RunningServices(redis.url(), truth, clock, "massive")) {
            await().untilAsserted(() -> assertThat(services.progress("massive"))
                    .containsEntry("shards", "1,2 of 2")
                    .containsEntry("stocks-1of2_state", "live")
                    .containsEntry("stocks-2of2_state", "live"));
            assertThat(vendor.connections()).isEqualTo(2);
            assertThat(redis.client().keys("mesh:leader:massive*"))
                    .contains("mesh:leader:massive:1of2", "mesh:leader:massive:2of2");
        }
    }

    @Test
    void a_topic_that_nobody_acknowledges_is_named() {
        vendor.knowsNot("Q.AAPL");
        String names;
        try (var services = running("\"AAPL\"")) {
            await().until(() -> "1".equals(services.progress("massive").get("stocks_topics_held")));
            clock.forward(Duration.ofSeconds(11));
            await().atMost(Duration.ofSeconds(5)).until(() -> events().size() == 2);
            names = services.progress("massive").get("stocks_topics_rejected_names");
        }

        assertThat(names).isEqualTo("Q.AAPL");
        assertThat(events().get(1))
                .containsEntry("type", "subscription.rejected")
                .containsEntry("data", "{\"not_authorized\":0,\"topics\":[\"Q.AAPL\"]}");
        assertThat(logs.warnings()).singleElement().asString().contains("Q.AAPL");
    }

    @Test
    void a_halt_is_a_market_event_and_what_cannot_be_used_is_in_quarantine() {
        try (var services = running("\"AAPL\"")) {
            connected(services);
            vendor.send(
                    "[{\"ev\":\"LULD\",\"T\":\"AAPL\",\"h\":190.5,\"l\":170.1,\"i\":[17],\"z\":3,\"t\":1764000000123000000}"
                            + ",{\"ev\":\"T\",\"sym\":\"A/B\\nC\",\"p\":1}," + TRADE + "]");

            await().until(() -> told("halt") == 1);
            await().until(() -> redis.client().xlen("market:quarantine") == 1);
        }

        assertThat(events())
                .last()
                .satisfies(event -> assertThat(event)
                        .containsEntry("symbol", "AAPL")
                        .containsEntry("data", "{\"indicators\":[17]}"));
        assertThat(redis.client().xrange("market:quarantine", "-", "+").get(0).getFields())
                .containsEntry("cluster", "stocks")
                .containsEntry("reason", "no symbol that may become a key")
                .containsEntry("element", "{\"ev\":\"T\",\"sym\":\"A/B\\nC\",\"p\":1}");
        assertThat(redis.client().xrange("market:tick:AAPL:stream", "-", "+"))
                .extracting(entry -> entry.getFields().get("type"))
                .containsExactly("band", "trade");
        assertThat(redis.client().keys("market:tick:*")).containsExactly("market:tick:AAPL:stream");
    }

    @Test
    void rest_gives_the_close_of_yesterday_and_gets_the_key_in_its_header() {
        vendor.rest(200, """
                {"status":"OK","tickers":[{"ticker":"AAPL","todaysChange":1.10,"todaysChangePerc":0.58,
                 "updated":1764000000000000000,"day":{"o":188.2,"h":190,"l":187,"c":189.1,"v":1000,"vw":188.9},
                 "prevDay":{"o":187,"h":189,"l":186,"c":188.00,"v":2000,"vw":187.7}}]}""");

        try (var services = running("\"AAPL\"")) {
            await().untilAsserted(() ->
                    assertThat(redis.client().hgetAll("market:snapshot:AAPL")).containsEntry("prev_close", "188.00"));
            connected(services);
            vendor.send("[" + TRADE + "]");
            await().until(() -> "189.10".equals(redis.client().hget("market:snapshot:AAPL", "price")));
            assertThat(redis.client().hget("market:snapshot:AAPL", "change")).isEqualTo("1.10");
        }

        assertThat(vendor.asked())
                .filteredOn(asked -> !asked.target().startsWith("/v1/"))
                .singleElement()
                .satisfies(asked -> {
                    assertThat(asked.target()).isEqualTo("/v2/snapshot/locale/us/markets/stocks/tickers?tickers=AAPL");
                    assertThat(asked.headers()).containsEntry("authorization", "Bearer " + MassiveTruth.KEY);
                    assertThat(asked.headers().keySet())
                            .isSubsetOf(
                                    "accept-encoding", "authorization", "connection", "host", "upgrade", "user-agent");
                });
        assertThat(logs.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"401, does not accept the API key", "429, too many requests", "500, answered 500"})
    void that_rest_does_not_answer_is_said_once_and_ticks_go_on(int status, String words) {
        vendor.rest(status, "{\"status\":\"ERROR\",\"error\":\"no, " + MassiveTruth.KEY + "\"}");
        String everySecond = MassiveTruth.of(vendor, MassiveTruth.KEY, "\"AAPL\"")
                .replace("\"snapshot_poll_sec\": 3600", "\"snapshot_poll_sec\": 1");

        try (var services = running(everySecond, clock)) {
            connected(services);
            await().until(() -> vendor.asked().size() >= 3);
            vendor.send("[" + TRADE + "]");
            await().until(() -> redis.client().xlen("market:tick:AAPL:stream") == 1);
        }

        assertThat(logs.warnings("no snapshots"))
                .singleElement()
                .asString()
                .contains("cluster=stocks")
                .contains(words);
        assertThat(logs.warnings("whether markets are open"))
                .singleElement()
                .asString()
                .contains(words);
    }

    @Test
    void how_often_rest_is_asked_for_snapshots_changes_on_the_open_socket() {
        String truth = MassiveTruth.of(vendor, MassiveTruth.KEY, "\"AAPL\"");
        try (var services = running(truth, clock)) {
            connected(services);
            await().until(() -> snapshotsAsked() == 1);
            services.replaceTruth(truth.replace("\"snapshot_poll_sec\": 3600", "\"snapshot_poll_sec\": 1"));
            await().until(() -> snapshotsAsked() >= 4);
            services.replaceTruth(truth.replace("\"snapshot_poll_sec\": 3600", "\"snapshot_poll_sec\": 0"));
            await().until(() -> services.camel().getRoute("massive-stocks-rest") == null);
            assertThat(vendor.connections()).isEqualTo(1);
        }
    }

    private long snapshotsAsked() {
        return vendor.asked().stream()
                .filter(asked -> asked.target().contains("/snapshot/"))
                .count();
    }

    @Test
    void what_the_socket_brings_while_redis_restarts_is_written_when_it_is_back(@TempDir Path folder) {
        try (var own = new RestartableRedis(folder);
                var services = new RunningServices(
                        own.url(), MassiveTruth.of(vendor, MassiveTruth.KEY, "\"AAPL\""), clock, "massive")) {
            await().until(() -> "2".equals(services.progress("massive").get("stocks_topics_held")));
            IntStream.range(0, 100).forEach(i -> vendor.send("[" + trade(i) + "]"));
            own.stop();
            IntStream.range(100, 200).forEach(i -> vendor.send("[" + trade(i) + "]"));
            await("said")
                    .until(() -> !logs.warnings("redis: not reachable, waiting to write")
                            .isEmpty());
            own.start();
            IntStream.range(200, 300).forEach(i -> vendor.send("[" + trade(i) + "]"));

            await().atMost(Duration.ofSeconds(15)).until(() -> seqs(own).contains(299));
            assertThat(seqs(own))
                    .as("none lost, none twice")
                    .isEqualTo(IntStream.range(0, 300).boxed().toList());
            assertThat(services.progress("massive")).containsEntry("stocks_ticks", "300");
            await("a connection from before the restart is no connection")
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(own.client().hget("market:snapshot:AAPL", "last_id"))
                            .isEqualTo(own.client()
                                    .xrevrange("market:tick:AAPL:stream", "+", "-", 1)
                                    .get(0)
                                    .getID()
                                    .toString()));
        }
        assertThat(vendor.connections()).as("the socket outlives it").isEqualTo(1);
    }

    private static String trade(int seq) {
        return TRADE.replace("\"q\":42", "\"q\":" + seq).replace("52983525029461", "t" + seq);
    }

    private static List<Integer> seqs(RestartableRedis own) {
        return own.client().xrange("market:tick:AAPL:stream", "-", "+").stream()
                .map(entry -> Integer.valueOf(entry.getFields().get("seq")))
                .toList();
    }

    private void connected(RunningServices services) {
        await().until(() -> "2".equals(services.progress("massive").get("stocks_topics_held")));
        await().until(() -> !events().isEmpty());
    }

    private RunningServices running(String symbols) {
        return running(MassiveTruth.of(vendor, MassiveTruth.KEY, symbols), clock);
    }

    private static RunningServices running(String truth, SetClock clock) {
        return new RunningServices(redis.url(), truth, clock, "massive");
    }

    private static long told(String type) {
        return events().stream().filter(event -> type.equals(event.get("type"))).count();
    }

    private static List<Map<String, String>> events() {
        return redis.client().xrange("events:market", "-", "+").stream()
                .map(StreamEntry::getFields)
                .toList();
    }

    private static JsonNode example(String path) throws IOException {
        String description = Files.readString(SharedData.find("massive/websocket.json"));
        return Json.read(description, JsonNode.class)
                .path("paths")
                .path(path)
                .at("/get/responses/200/content/application~1json/example");
    }
}
