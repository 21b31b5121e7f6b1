package marketswarm.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import marketswarm.redis.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a socket was sent, REST has, to the tick and no more: so a gap can be filled and the result be checked. */
class TwinTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final String BAD_DAY = "{\"out_of_order\": 0.1, \"out_of_order_ms\": 200, \"malformed\": 0.05}";

    @ParameterizedTest
    @CsvSource({
        "stocks, T, AAPL, /v3/trades/AAPL",
        "stocks, Q, BRK.B, /v3/quotes/BRK.B",
        "options, T, O:SPY270115C00660000, /v3/trades/O:SPY270115C00660000",
        "options, Q, O:SPY270115C00660000, /v3/quotes/O:SPY270115C00660000",
        "crypto, XT, BTC-USD, /v3/trades/X:BTCUSD",
        "forex, C, EUR/USD, /v3/quotes/C:EURUSD",
        "futures, T, ESH7, /futures/v1/trades/ESH7",
        "futures, Q, ESH7, /futures/v1/quotes/ESH7"
    })
    void rest_has_every_tick_that_the_socket_sent(String cluster, String channel, String symbol, String path)
            throws Exception {
        try (var simulator =
                        Simulator.start(Options.defaults().withHistory(A_MINUTE).withTicksPerSecond(60));
                var client = SocketClient.in(simulator, cluster)) {
            client.subscribe(channel + "." + symbol);
            client.messagesUntil("subscribed to: " + channel + "." + symbol);
            simulator.turn(BAD_DAY);
            List<String> sent = new ArrayList<>();
            await().atMost(A_MINUTE).until(() -> take(client, channel, sent) > 25);
            simulator.turn("{\"paused\": true}");
            await().atMost(A_MINUTE)
                    .during(Duration.ofMillis(400))
                    .until(() -> take(client, channel, sent) == sent(simulator));

            List<String> published = published(simulator, path);

            int first = published.indexOf(first(published, sent));
            assertThat(published.subList(first, published.size())).containsExactlyInAnyOrderElementsOf(sent);
        }
    }

    private static long sent(Simulator simulator) {
        return simulator.counters().at("/events/sent").asLong();
    }

    private static int take(SocketClient client, String channel, List<String> sent) {
        for (String frame = client.frames.poll(); frame != null; frame = client.frames.poll()) {
            for (JsonNode element : Json.read(frame, JsonNode.class)) {
                if (element.path("ev").asText().equals(channel)
                        && element.path("t").isNumber()) sent.add(ofSocket(element));
            }
        }
        return sent.size();
    }

    private static List<String> published(Simulator simulator, String path) throws Exception {
        String query = "?order=asc&sort=timestamp.asc&limit=50000&apiKey=demo";
        List<String> all = new ArrayList<>();
        new ControlClient(simulator).json(path + query).path("results").forEach(tick -> all.add(ofRest(tick)));
        return all;
    }

    private static String first(List<String> published, List<String> sent) {
        return published.stream().filter(sent::contains).findFirst().orElseThrow();
    }

    private static String ofSocket(JsonNode tick) {
        boolean pair = tick.path("p").isTextual();
        return text(
                tick, name -> tick.path(name).asText(""), "t", "q", "i", pair ? "-" : "p", "s", "bp", "ap", "b", "a");
    }

    private static String ofRest(JsonNode tick) {
        String price = tick.path("price").asText("");
        boolean pair = !tick.has("sequence_number") && tick.has("bid_price");
        return text(
                tick,
                name -> switch (name) {
                    case "t" -> Long.toString(nanos(tick) / 1_000_000);
                    case "q" -> tick.path("sequence_number").asText("");
                    case "i" -> tick.path("id").asText("");
                    case "p" -> price;
                    case "s" -> tick.path("size").asText("");
                    case "bp" -> pair ? "" : tick.path("bid_price").asText("");
                    case "ap" -> pair ? "" : tick.path("ask_price").asText("");
                    case "b" -> pair ? tick.path("bid_price").asText("") : "";
                    case "a" -> pair ? tick.path("ask_price").asText("") : "";
                    default -> "";
                },
                "t",
                "q",
                "i",
                "p",
                "s",
                "bp",
                "ap",
                "b",
                "a");
    }

    private static long nanos(JsonNode tick) {
        for (String name : List.of("sip_timestamp", "timestamp", "participant_timestamp")) {
            if (tick.has(name)) return tick.path(name).asLong();
        }
        throw new AssertionError("no time in " + tick);
    }

    private static String text(JsonNode tick, Function<String, String> value, String... names) {
        List<String> values = new ArrayList<>();
        for (String name : names) values.add(value.apply(name));
        return String.join(" ", values);
    }
}
