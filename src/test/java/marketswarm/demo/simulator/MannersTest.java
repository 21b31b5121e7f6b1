package marketswarm.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import marketswarm.redis.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not established about the vendor, and what goes wrong now and then: one switch after the other. */
class MannersTest {

    private static final Options OPTIONS =
            Options.defaults().withHistory(Duration.ofMinutes(1)).withTicksPerSecond(40);

    private Simulator simulator;

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void acknowledges_one_by_one() throws Exception {
        try (var client = client("stocks", "{\"acknowledgements\": \"one_per_frame\"}")) {
            client.subscribe("T.NO1,T.NO2");

            assertThat(client.next()).contains("NO1").doesNotContain("NO2");
            assertThat(client.next()).contains("NO2");
        }
    }

    @Test
    void acknowledges_between_data() throws Exception {
        try (var client = client("stocks", "{\"acknowledgements\": \"mixed\"}")) {
            client.subscribe("T.*,Q.*");

            String mixed = client.next();
            while (!mixed.contains("\"ev\":\"Q\"")) mixed = client.next();
            assertThat(mixed).isNotEmpty();
        }
    }

    @Test
    void pings_its_clients() throws Exception {
        try (var client = client("stocks", "{\"server_ping_ms\": 50}")) {
            assertThat(client.pinged.get(60, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void answers_option_quotes_beyond_the_limit_as_told() throws Exception {
        String three = "Q.O:A,Q.O:B,Q.O:C";
        for (var expected : Map.of("silence", 2, "error", 3, "truncate", 3).entrySet()) {
            String switches = "{\"option_quotes\": 2, \"option_quotes_beyond\": \"" + expected.getKey() + "\"}";
            try (var client = client("options", switches)) {
                client.subscribe(three);

                assertThat(Json.read(client.next(), JsonNode.class))
                        .as(expected.getKey())
                        .hasSize(expected.getValue());
            }
            simulator.close();
        }
        simulator = Simulator.start(OPTIONS);
    }

    @Test
    void hears_only_so_many_topics_of_a_command() throws Exception {
        try (var client = client("stocks", "{\"subscribe_topics\": 2}")) {
            client.subscribe("T.NO1,T.NO2,T.NO3");

            assertThat(Json.read(client.next(), JsonNode.class)).hasSize(2);
        }
    }

    @Test
    void closes_on_a_command_that_is_too_long() throws Exception {
        try (var client = client("stocks", "{\"subscribe_bytes\": 1000}")) {
            client.subscribe("T.A,".repeat(500));

            assertThat(client.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void leaves_a_topic_unanswered_and_another_silent() throws Exception {
        try (var client =
                client("indices", "{\"unanswered_topics\": [\"V.I:NDX\"], \"silent_topics\": [\"V.I:SPX\"]}")) {
            client.subscribe("V.I:NDX,V.I:SPX,A.I:SPX");

            assertThat(client.messagesUntil("subscribed to: A.I:SPX"))
                    .containsExactly("subscribed to: V.I:SPX", "subscribed to: A.I:SPX");
            assertThat(client.element(element -> !element.path("ev").asText().equals("status"))
                            .path("ev")
                            .asText())
                    .isEqualTo("A");
        }
    }

    @Test
    void counts_sizes_of_quotes_in_round_lots() throws Exception {
        try (var client = client("stocks", "{\"quote_size\": \"round_lots\"}")) {
            client.subscribe("Q.AAPL");

            assertThat(client.event("Q").path("bs").asInt()).isLessThan(100);
        }
    }

    @Test
    void gives_fair_values_in_the_unit_that_was_chosen() throws Exception {
        try (var client = client("crypto", "{\"fair_value_time\": \"ns\"}")) {
            client.subscribe("FMV.*");

            JsonNode value = client.event("FMV");
            assertThat(value.path("t").asLong()).isGreaterThan(1_000_000_000_000_000_000L);
            assertThat(value.path("sym").asText()).startsWith("X:");
        }
    }

    @Test
    void cuts_off_a_reader_that_does_not_read() throws Exception {
        simulator = Simulator.start(OPTIONS.with("{\"slow_reader_bytes\": 1}").withLoad(new Load(0, 10, 100, 0)));
        try (var slow = BareWebSocket.connect(URI.create(simulator.wsUrl("stocks")))) {
            slow.send(BareWebSocket.TEXT, "{\"action\":\"auth\",\"params\":\"demo\"}");
            slow.send(BareWebSocket.TEXT, "{\"action\":\"subscribe\",\"params\":\"T.*\"}");

            await().atMost(Duration.ofMinutes(1))
                    .until(() -> simulator
                                    .counters()
                                    .at("/connections/cut_off_as_slow")
                                    .asInt()
                            == 1);
        }
    }

    @Test
    void repeats_events() throws Exception {
        try (var client = client("stocks", "{\"duplicates\": 0.5}")) {
            client.subscribe("T.*");
            Set<String> ids = new HashSet<>();

            JsonNode repeated = client.element(trade -> trade.path("ev")
                            .asText()
                            .equals("T")
                    && !ids.add(trade.path("sym").asText() + trade.path("x") + trade.path("trfi") + trade.path("i")));

            assertThat(repeated.path("i").asText()).isNotEmpty();
            assertThat(simulator.counters().at("/events/repeated").asLong()).isPositive();
        }
    }

    @Test
    void delivers_out_of_order_what_rest_has_in_its_place() throws Exception {
        try (var client = client("stocks", "{\"out_of_order\": 0.3, \"out_of_order_ms\": 500}")) {
            client.subscribe("T.AAPL");
            List<Long> sequences = new ArrayList<>();

            client.element(trade -> {
                if (!trade.path("ev").asText().equals("T")) return false;
                long sequence = trade.path("q").asLong();
                boolean backwards = !sequences.isEmpty() && sequence < sequences.get(sequences.size() - 1);
                sequences.add(sequence);
                return backwards;
            });

            assertThat(rest("/v3/trades/AAPL?order=asc&limit=50000").path("results"))
                    .extracting(trade -> trade.path("sequence_number").asLong())
                    .isSorted();
        }
    }

    @Test
    void reports_trades_late_on_the_socket_and_in_rest() throws Exception {
        try (var client = client("stocks", "{\"late_trades\": 1, \"late_trades_ms\": 900000}")) {
            client.subscribe("T.AAPL");

            JsonNode trade = client.event("T");

            assertThat(trade.path("t").asLong() - trade.path("trft").asLong()).isBetween(899_000L, 901_000L);
            JsonNode same =
                    find(rest("/v3/trades/AAPL?limit=50000"), trade.path("i").asText());
            assertThat(same.path("trf_timestamp").asLong() / 1_000_000)
                    .isEqualTo(trade.path("trft").asLong());
        }
    }

    @Test
    void numbers_trades_backwards() throws Exception {
        try (var client = client("stocks", "{\"sequence_faults\": 0.5}")) {
            client.subscribe("T.AAPL");
            List<Long> sequences = new ArrayList<>();

            client.element(trade -> {
                if (!trade.path("ev").asText().equals("T")) return false;
                sequences.add(trade.path("q").asLong());
                int size = sequences.size();
                return size > 1 && sequences.get(size - 1) <= sequences.get(size - 2);
            });

            assertThat(sequences).hasSizeGreaterThan(1);
        }
    }

    @Test
    void trades_parts_of_shares() throws Exception {
        try (var client = client("stocks", "{\"fractional_sizes\": 1}")) {
            client.subscribe("T.AAPL");

            JsonNode trade = client.event("T");

            assertThat(trade.path("ds").asText()).isEqualTo(trade.path("s").asText() + ".5");
            assertThat(find(rest("/v3/trades/AAPL?limit=50000"), trade.path("i").asText())
                            .path("decimal_size")
                            .asText())
                    .isEqualTo(trade.path("ds").asText());
        }
    }

    @Test
    void corrects_bars_on_the_socket_and_in_rest() throws Exception {
        try (var client = client("stocks", "{\"corrections\": 1}")) {
            client.subscribe("A.AAPL");
            Map<Long, Long> volumes = new HashMap<>();

            JsonNode corrected = client.element(bar -> {
                Long before = volumes.put(bar.path("s").asLong(), bar.path("v").asLong());
                return before != null && before + 1 == bar.path("v").asLong();
            });

            String at = corrected.path("s").asText();
            assertThat(rest("/v2/aggs/ticker/AAPL/range/1/second/" + at + "/" + at)
                            .at("/results/0/v")
                            .asLong())
                    .isEqualTo(corrected.path("v").asLong());
        }
    }

    @Test
    void mixes_elements_that_are_none_and_unknown_ones_into_good_arrays() throws Exception {
        try (var client = client("stocks", "{\"malformed\": 0.5, \"unknown\": 0.5}")) {
            client.subscribe("T.*");

            client.element(element -> !element.isObject());
            client.element(element -> element.path("ev").asText().equals("ZZ"));
            assertThat(client.event("T").has("sym")).isTrue();
        }
    }

    @Test
    void stands_still_when_told() throws Exception {
        try (var client = client("crypto", "{\"paused\": true}")) {
            client.subscribe("XT.*,XQ.*");
            client.messagesUntil("subscribed to: XQ.*");

            await().atMost(Duration.ofMinutes(1)).during(Duration.ofMillis(300)).until(client.frames::isEmpty);
            simulator.turn("{\"paused\": false}");
            assertThat(client.event("XT").has("p")).isTrue();
        }
    }

    @Test
    void refuses_rest_requests_above_the_plan_with_the_wait_that_was_chosen() throws Exception {
        simulator = Simulator.start(OPTIONS.withKeys(
                Map.of("demo", Plan.everything().withRequestsPerMin(2).withoutRest("quotes"))));
        var control = new ControlClient(simulator);

        List<Integer> answers = IntStream.range(0, 3)
                .mapToObj(n -> status(control, "/v3/trades/AAPL?apiKey=demo"))
                .collect(Collectors.toList());

        assertThat(answers).containsExactly(200, 200, 429);
        for (var wait : Map.of("", "[]", "7", "[7]").entrySet()) {
            simulator.turn("{\"retry_after\": \"" + wait.getKey() + "\"}");
            assertThat(control.get("/v3/trades/AAPL?apiKey=demo")
                            .headers()
                            .allValues("Retry-After")
                            .toString())
                    .isEqualTo(wait.getValue());
        }
    }

    @Test
    void does_not_entitle_to_rest_data_outside_the_plan() throws Exception {
        simulator = Simulator.start(
                OPTIONS.withKeys(Map.of("demo", Plan.everything().withoutRest("quotes"))));
        HttpResponse<String> answer = new ControlClient(simulator).get("/v3/quotes/AAPL?apiKey=demo");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).startsWith("{\"status\":\"NOT_AUTHORIZED\",\"message\":");
    }

    @Test
    void equal_seeds_and_switches_give_equal_deliveries() {
        simulator = Simulator.start(OPTIONS);
        assertThat(delivered(7)).isEqualTo(delivered(7)).isNotEqualTo(delivered(8));
    }

    private static String delivered(long seed) {
        Switches switches = OPTIONS.with("{\"duplicates\": 0.2, \"out_of_order\": 0.2, \"late_trades\": 0.2,"
                        + " \"corrections\": 0.5, \"malformed\": 0.1}")
                .switches();
        Tape tape = new Tape(Listings.ALL, seed, 1_790_000_040_000L, 8);
        var irregularities = new Irregularities(seed);
        var delivery = new Delivery(seed);
        StringBuilder text = new StringBuilder();
        for (long ms = 1_790_000_040_000L; ms < 1_790_000_070_000L; ms += 20) {
            long ns = ms * 1_000_000;
            var prints = irregularities.among(tape.until(ms), ns, switches);
            delivery.of(prints, ns, switches).forEach(element -> text.append(element.json()));
        }
        return text.toString();
    }

    private SocketClient client(String cluster, String switches) throws Exception {
        simulator = Simulator.start(OPTIONS.with(switches));
        return SocketClient.in(simulator, cluster);
    }

    private JsonNode rest(String path) throws Exception {
        return new ControlClient(simulator).json(path + (path.contains("?") ? "&" : "?") + "apiKey=demo");
    }

    private static JsonNode find(JsonNode answer, String id) {
        for (JsonNode trade : answer.path("results"))
            if (trade.path("id").asText().equals(id)) return trade;
        throw new AssertionError("REST has no trade " + id);
    }

    private static int status(ControlClient control, String path) {
        try {
            return control.get(path).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
