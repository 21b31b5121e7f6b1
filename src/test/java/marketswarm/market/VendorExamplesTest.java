package marketswarm.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import marketswarm.domain.RawTick;
import marketswarm.domain.Snapshot;
import marketswarm.domain.Tick;
import marketswarm.redis.Json;
import org.junit.jupiter.api.Test;

/** Every example of the vendor's own descriptions. */
class VendorExamplesTest {

    private static final long NOW = 1_764_000_000_500L;
    private static final List<String> WITHOUT_RECORD = List.of("LULD", "NOI", "FMV", "LV", "XL2");

    @Test
    void every_example_of_the_socket_becomes_one_tick_of_its_kind() throws IOException {
        Map<String, JsonNode> examples = examples("websocket.json");

        assertThat(examples).hasSizeGreaterThanOrEqualTo(30).allSatisfy((path, example) -> {
            Frame frame = new Decoder(cluster(path)).decode("[" + example + "]", NOW);
            assertThat(frame.malformed()).isZero();
            assertThat(frame.ticks()).hasSize(1);
            Tick tick = frame.ticks().get(0);
            assertThat(tick.symbol()).isNotEmpty().doesNotContain("/");
            assertThat(tick.tsMs()).isBetween(1_400_000_000_000L, 1_800_000_000_000L);
            assertThat(tick instanceof RawTick)
                    .isEqualTo(WITHOUT_RECORD.contains(example.get("ev").asText()));
        });
    }

    @Test
    void the_examples_say_what_the_vendor_says() throws IOException {
        Map<String, JsonNode> examples = examples("websocket.json");

        assertThat(fields(examples, "/stocks/T"))
                .hasToString("{type=trade, price=114.125, size=100, exchange=4, conditions=0,12, trade_id=12345, "
                        + "seq=3681328, tape=3, ts_ms=1536036818784, received_ms=1764000000500}");
        assertThat(fields(examples, "/stocks/Q"))
                .hasToString("{type=quote, bid=114.125, bid_size=100, ask=114.128, ask_size=160, bid_exchange=4, "
                        + "ask_exchange=7, seq=50385480, ts_ms=1536036818784, received_ms=1764000000500}");
        assertThat(fields(examples, "/stocks/A"))
                .hasToString("{type=bar, interval=1s, open=25.39, high=25.39, low=25.39, close=25.39, volume=200, "
                        + "vwap=25.3981, start_ms=1610144868000, end_ms=1610144869000, ts_ms=1610144869000, "
                        + "received_ms=1764000000500}");
        assertThat(fields(examples, "/stocks/AM"))
                .hasToString("{type=bar, interval=1m, open=0.4488, high=0.4489, low=0.4486, close=0.4486, "
                        + "volume=4110, vwap=0.4488, start_ms=1610144640000, end_ms=1610144700000, "
                        + "ts_ms=1610144700000, received_ms=1764000000500}");
        assertThat(fields(examples, "/indices/V"))
                .hasToString("{type=value, value=3988.5, ts_ms=1678220098130, received_ms=1764000000500}");
    }

    @Test
    void every_snapshot_example_of_rest_is_read() throws IOException {
        Map<String, JsonNode> examples = examples("rest-subset.json");
        examples.keySet().removeIf(path -> !path.contains("snapshot"));
        var rest = new RestSnapshots();

        assertThat(examples)
                .isNotEmpty()
                .allSatisfy((path, example) -> assertThat(rest.decode("stocks", example.toString()))
                        .isNotEmpty()
                        .allSatisfy(snapshot -> assertThat(snapshot.price()).isNotNull()));
        assertThat(rest.decode("options", examples.get("/v3/snapshot").toString()))
                .extracting(Snapshot::symbol)
                .containsExactly("O:NCLH221014C00005000", "AAPL");
    }

    private static Map<String, String> fields(Map<String, JsonNode> examples, String path) {
        Frame frame = new Decoder(cluster(path)).decode("[" + examples.get(path) + "]", NOW);
        return TickEntries.of(frame.ticks()).get(0).fields();
    }

    private static Map<String, JsonNode> examples(String file) throws IOException {
        var examples = new LinkedHashMap<String, JsonNode>();
        JsonNode paths = Json.MAPPER.readTree(Fixture.vendor(file)).get("paths");
        paths.properties().forEach(path -> {
            JsonNode example = path.getValue()
                    .path("get")
                    .path("responses")
                    .path("200")
                    .path("content")
                    .path("application/json")
                    .path("example");
            if (example.isObject()) examples.put(path.getKey(), example);
        });
        return examples;
    }

    /** {@code forex} of {@code /launchpad/forex/LV}. */
    private static String cluster(String path) {
        List<String> parts = List.of(path.split("/", -1));
        return parts.get(parts.size() - 2);
    }
}
