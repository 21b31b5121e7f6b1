package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import marketswarm.RunningServices;
import marketswarm.testing.FakeVendor;
import marketswarm.testing.FakeVendor.Answer;
import marketswarm.testing.Logs;
import marketswarm.testing.RealRedis;
import marketswarm.testing.SetClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.resps.StreamEntry;

/** What the socket has missed is filled in from REST: nothing lost, nothing twice, and every gap is told. */
class GapRoutesTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final Logs logs = new Logs();

    private final FakeVendor vendor = new FakeVendor(MassiveTruth.KEY);
    private final SetClock clock = SetClock.running();
    private final long start = clock.millis() - 20_000;
    private String channels = "[\"T\"]";

    @BeforeEach
    void nothingElseInHistory() {
        vendor.on("/v3/", target -> Answer.ok("{\"status\":\"OK\",\"results\":[]}"));
    }

    @AfterEach
    void close() {
        vendor.close();
        assertThat(logs.text()).doesNotContain(MassiveTruth.KEY);
    }

    @Test
    void what_a_dropped_connection_missed_is_filled_in_once_and_told() {
        history(0, 30);
        try (var services = running()) {
            live(services, 0, 10);
            drop(services);
            vendor.send(frame(20, 30));

            await().until(() -> told("gap.closed").size() == 1);
            assertThat(seqs()).containsExactlyInAnyOrderElementsOf(range(0, 30));
            assertThat(seqsOf("backfill")).containsExactlyElementsOf(range(10, 20));
            assertThat(redis.client().hget("market:snapshot:AAPL", "price")).isEqualTo("129");
            assertThat(redis.client().hget("market:snapshot:AAPL", "last_id"))
                    .isEqualTo(entries().get(entries().size() - 1).getID().toString());
        }

        assertThat(told("gap.open")).hasSize(1);
        assertThat(told("gap.closed").get(0))
                .containsEntry("symbol", "stocks")
                .containsEntry("severity", "info")
                .containsEntry("message", "market: stocks: gap closed, 10 ticks filled in");
        assertThat(told("gap.closed").get(0).get("data")).contains("\"filled\":10,", "\"holes\":[]");
    }

    @Test
    void what_a_stopped_process_missed_is_filled_in_by_the_next() {
        history(0, 30);
        try (var services = running()) {
            live(services, 0, 10);
        }
        try (var services = running()) {
            await().until(() -> subscribed(services));
            vendor.send(frame(25, 30));

            await().until(() -> told("gap.closed").size() == 1);
        }
        assertThat(seqs()).containsExactlyInAnyOrderElementsOf(range(0, 30));
        assertThat(told("gap.open")).hasSize(1);
    }

    @Test
    void a_gap_that_a_killed_process_left_half_filled_is_taken_up_where_it_began() {
        history(0, 40);
        try (var services = running()) {
            live(services, 0, 10);
        }
        vendor.on("/v3/trades/AAPL", target -> new Answer(503, "", ""));
        try (var services = running()) {
            await().until(() -> subscribed(services));
            vendor.send(frame(20, 30));
            await().until(() -> seqs().size() == 20);
        }
        history(0, 40);
        try (var services = running()) {
            await().until(() -> subscribed(services));
            vendor.send(frame(35, 40));
            await().until(() -> told("gap.closed").size() == 1);
        }

        assertThat(seqs()).containsExactlyInAnyOrderElementsOf(range(0, 40));
        assertThat(told("gap.open")).hasSize(1);
    }

    @Test
    void pages_are_followed_on_the_configured_host_however_often_it_is_too_much() {
        vendor.on("/v3/trades/AAPL", target -> {
            if (target.contains("cursor=2")) return Answer.ok(page(15, 30, ""));
            long asked = vendor.asked().stream()
                    .filter(request -> request.target().startsWith("/v3/trades"))
                    .count();
            return asked == 1
                    ? new Answer(429, "{\"error\":\"You've exceeded the maximum requests per minute\"}", "1")
                    : Answer.ok(page(0, 15, "https://elsewhere.example/v3/trades/AAPL?cursor=2"));
        });
        try (var services = running()) {
            live(services, 0, 10);
            drop(services);
            vendor.send(frame(20, 30));

            await().until(() -> told("gap.closed").size() == 1);
        }
        assertThat(seqs()).containsExactlyInAnyOrderElementsOf(range(0, 30));
        assertThat(vendor.asked())
                .filteredOn(asked -> asked.target().contains("cursor"))
                .isNotEmpty()
                .allSatisfy(asked -> assertThat(asked.headers())
                        .containsEntry("authorization", "Bearer " + MassiveTruth.KEY)
                        .containsEntry("host", vendor.restUrl().substring("http://".length())));
    }

    @Test
    void a_plan_without_history_leaves_a_hole_that_is_told() {
        channels = "[\"T\", \"Q\"]";
        history(0, 30);
        vendor.on(
                "/v3/quotes/AAPL",
                target -> new Answer(403, "{\"message\":\"You are not entitled to this data.\"}", ""));
        try (var services = running()) {
            live(services, 0, 10);
            drop(services);
            vendor.send(frame(20, 30));

            await().until(() -> told("gap.closed").size() == 1);
        }
        assertThat(seqs()).containsExactlyInAnyOrderElementsOf(range(0, 30));
        assertThat(told("gap.closed").get(0))
                .containsEntry("severity", "warning")
                .satisfies(event -> assertThat(event.get("message"))
                        .contains(
                                "10 ticks filled in; missing: AAPL quotes: market: the account's plan does not include")
                        .contains("not entitled"));
    }

    @Test
    void rest_that_lags_is_asked_again_until_it_meets_the_socket() {
        history(0, 14);
        try (var services = running()) {
            live(services, 0, 10);
            drop(services);
            vendor.send(frame(20, 30));
            await().until(() -> seqs().containsAll(range(10, 14)));
            history(0, 30);

            await().atMost(Duration.ofSeconds(20)).until(() -> seqs().containsAll(range(0, 30)));
        }
        assertThat(seqs()).hasSize(30);
    }

    @Test
    void ticks_that_were_read_while_the_clock_was_ahead_are_not_written_again() {
        history(0, 30);
        clock.forward(Duration.ofMinutes(1));
        try (var services = runningBeside(Clock.systemUTC())) {
            live(services, 0, 10);
            clock.forward(Duration.ofMinutes(-1));
            drop(services);
            clock.forward(Duration.ofMinutes(2));
            vendor.send(frame(20, 30));

            await().until(() -> told("gap.closed").size() == 1);
        }
        assertThat(seqs()).containsExactlyInAnyOrderElementsOf(range(0, 30));
    }

    @ParameterizedTest
    @ValueSource(longs = {-120, 120})
    void a_clock_that_is_wrong_by_hours_costs_no_tick(long minutes) {
        history(0, 30);
        clock.forward(Duration.ofMinutes(minutes));
        try (var services = runningBeside(Clock.systemUTC())) {
            live(services, 0, 10);
            drop(services);
            vendor.send(frame(20, 30));

            await().until(() -> told("gap.closed").size() == 1);
        }
        assertThat(seqs()).containsExactlyInAnyOrderElementsOf(range(0, 30));
    }

    @Test
    void a_clock_that_is_set_back_does_not_hold_up_what_is_filled_in() {
        history(0, 30);
        try (var services = runningBeside(Clock.systemUTC())) {
            live(services, 0, 10);
            clock.forward(Duration.ofMinutes(5));
            drop(services);
            clock.forward(Duration.ofMinutes(-5));
            vendor.send(frame(20, 30));

            await().until(() -> told("gap.closed").size() == 1);
        }
        assertThat(seqs()).containsExactlyInAnyOrderElementsOf(range(0, 30));
    }

    @Test
    void a_gap_that_is_too_long_is_filled_as_far_back_as_truth_says() {
        history(0, 30);
        try (var services = running()) {
            live(services, 0, 10);
        }
        clock.forward(Duration.ofMinutes(45));
        try (var services = running()) {
            await().until(() -> subscribed(services));
            clock.forward(Duration.ofSeconds(20));
            await().until(() -> told("gap.closed").size() == 1);
        }
        assertThat(seqs()).containsExactlyElementsOf(range(0, 10));
        assertThat(told("gap.closed").get(0).get("message"))
                .contains("the first 15 minutes were not asked for")
                .contains("max_gap_min");
    }

    @Test
    void no_gap_is_filled_where_truth_does_not_want_it() {
        history(0, 30);
        try (var services = new RunningServices(
                redis.url(),
                truth().replace("\"snapshot_poll_sec\"", "\"backfill\":{\"enabled\":false},\"snapshot_poll_sec\""),
                clock,
                "massive")) {
            live(services, 0, 10);
            drop(services);
            vendor.send(frame(20, 30));
            await().until(() -> seqs().size() == 20);
            assertThat(services.progress("massive")).containsEntry("stocks_gap", "none");
        }
        assertThat(vendor.asked()).noneMatch(asked -> asked.target().startsWith("/v3"));
        assertThat(told("gap.open")).isEmpty();
    }

    @Test
    void what_redis_had_taken_and_has_forgotten_is_asked_for_again() {
        AtomicInteger sent = new AtomicInteger(20);
        vendor.on("/v3/trades/AAPL", target -> Answer.ok(page(0, sent.get(), "")));
        try (var services = running()) {
            live(services, 0, 20);
            entries().stream().skip(15).forEach(entry -> redis.client().xdel("market:tick:AAPL:stream", entry.getID()));
            redis.client().keys("market:written:*").forEach(redis.client()::del);
            cutOff("-ticks ");
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                vendor.send("[" + trade(sent.getAndIncrement()) + "]");
                return told("gap.closed").size() == 1;
            });
            await().until(() -> seqs().contains(sent.get() - 1));
        }
        assertThat(seqs()).containsExactlyInAnyOrderElementsOf(range(0, sent.get()));
        assertThat(told("gap.open").get(0).get("message"))
                .contains("Redis has forgotten ticks that it had taken since");
    }

    private static void cutOff(String client) {
        Object list = redis.client().executeCommand(new CommandArguments(Command.CLIENT).add("LIST"));
        new String((byte[]) list, StandardCharsets.UTF_8)
                .lines()
                .filter(one -> one.contains(client))
                .map(one -> one.replaceAll(".*?id=(\\d+) .*", "$1"))
                .forEach(id -> redis.client()
                        .executeCommand(new CommandArguments(Command.CLIENT)
                                .add("KILL")
                                .add("ID")
                                .add(id)));
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 1", "2, 2"})
    void trades_without_an_id_are_counted_not_matched(int alike, int live) {
        String twin = "{\"price\":1.50,\"size\":1,\"exchange\":4,\"sip_timestamp\":" + (start + 15_000) + "000000}";
        vendor.on(
                "/v3/trades/AAPL",
                target -> Answer.ok("{\"results\":[" + String.join(",", java.util.Collections.nCopies(alike, twin))
                        + "," + rest(29) + "]}"));
        try (var services = running()) {
            live(services, 0, 10);
            drop(services);
            String same = "{\"ev\":\"T\",\"sym\":\"AAPL\",\"x\":4,\"p\":1.5,\"s\":1,\"t\":" + (start + 15_000) + "}";
            vendor.send("[" + String.join(",", java.util.Collections.nCopies(live, same)) + "," + trade(29) + "]");

            await().until(() -> told("gap.closed").size() == 1);
        }
        assertThat(entries().stream()
                        .filter(entry -> entry.getFields().get("price").startsWith("1.5")))
                .hasSize(Math.max(alike, live));
    }

    @Test
    void a_trade_that_the_vendor_sends_twice_is_written_once() {
        try (var services = running()) {
            live(services, 0, 10);
            vendor.send("[" + trade(10) + "," + trade(10) + "," + trade(3) + "," + trade(11) + "]");
            await().until(() -> seqs().contains(11));
            assertThat(services.progress("massive")).containsEntry("stocks_repeats_dropped", "2");
        }
        assertThat(seqs()).containsExactlyElementsOf(range(0, 12));
    }

    private RunningServices running() {
        return new RunningServices(redis.url(), truth(), clock, "massive");
    }

    private RunningServices runningBeside(Clock steady) {
        return new RunningServices("test", redis.url(), truth(), clock, steady, List.of("massive"));
    }

    private String truth() {
        return MassiveTruth.of(vendor, MassiveTruth.KEY, "\"AAPL\"").replace("[\"T\", \"Q\"]", channels);
    }

    private void live(RunningServices services, int from, int to) {
        await().until(() -> subscribed(services));
        vendor.send(frame(from, to));
        await().until(() -> seqs().containsAll(range(from, to)));
    }

    private static boolean subscribed(RunningServices services) {
        Map<String, String> progress = services.progress("massive");
        return progress.get("stocks_topics_held").equals(progress.get("stocks_topics_wanted"));
    }

    private void drop(RunningServices services) {
        int before = vendor.connections();
        vendor.hangUp(1001, "going away");
        await().until(() -> vendor.connections() == before + 1 && subscribed(services));
    }

    private void history(int from, int to) {
        vendor.on("/v3/trades/AAPL", target -> Answer.ok(page(from, to, "")));
    }

    private String page(int from, int to, String next) {
        return "{\"status\":\"OK\",\"results\":["
                + IntStream.range(from, to).mapToObj(this::rest).collect(Collectors.joining(",")) + "]"
                + (next.isEmpty() ? "" : ",\"next_url\":\"" + next + "\"") + "}";
    }

    private String frame(int from, int to) {
        return "[" + IntStream.range(from, to).mapToObj(this::trade).collect(Collectors.joining(",")) + "]";
    }

    /** Two trades a millisecond apart in three, from twenty seconds ago on. */
    private String trade(int seq) {
        return "{\"ev\":\"T\",\"sym\":\"AAPL\",\"x\":4,\"i\":\"t" + seq + "\",\"z\":3,\"p\":" + (100 + seq)
                + ",\"s\":100,\"t\":" + (start + 500L * seq) + ",\"q\":" + seq + "}";
    }

    private String rest(int seq) {
        return "{\"id\":\"t" + seq + "\",\"exchange\":4,\"tape\":3,\"price\":" + (100 + seq)
                + ",\"size\":100,\"decimal_size\":\"100.0\",\"sip_timestamp\":" + (start + 500L * seq)
                + "000123,\"participant_timestamp\":" + (start + 500L * seq) + "000001,\"sequence_number\":" + seq
                + "}";
    }

    private static List<StreamEntry> entries() {
        return redis.client().xrange("market:tick:AAPL:stream", "-", "+");
    }

    private static List<Integer> seqs() {
        return entries().stream().map(GapRoutesTest::seq).toList();
    }

    private static List<Integer> seqsOf(String origin) {
        return entries().stream()
                .filter(entry -> origin.equals(entry.getFields().get("origin")))
                .map(GapRoutesTest::seq)
                .toList();
    }

    private static int seq(StreamEntry entry) {
        return Integer.parseInt(entry.getFields().getOrDefault("seq", "-1"));
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static List<Map<String, String>> told(String type) {
        return redis.client().xrange("events:market", "-", "+").stream()
                .map(StreamEntry::getFields)
                .filter(event -> event.get("type").equals(type))
                .toList();
    }
}
