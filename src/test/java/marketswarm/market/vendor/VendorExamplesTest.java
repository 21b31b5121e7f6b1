package marketswarm.market.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import marketswarm.domain.RawTick;
import marketswarm.domain.Snapshot;
import marketswarm.domain.Tick;
import marketswarm.market.Fixture;
import marketswarm.market.stream.TickEntries;
import marketswarm.redis.Json;
import marketswarm.redis.StreamEntry;
import org.junit.jupiter.api.Test;

/** Every example of the vendor's own descriptions. */
class VendorExamplesTest {

    private static final long NOW = 1_764_000_000_500L;

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
            assertThat(tick).isNotInstanceOf(RawTick.class);
        });
    }

    /** The table was read beside the vendor's field descriptions, line by line. */
    @Test
    void every_example_of_the_socket_becomes_the_entry_that_the_table_says() throws IOException {
        List<String> entries = examples("websocket.json").entrySet().stream()
                .map(example -> example.getKey() + " " + entry(example.getKey(), example.getValue()))
                .toList();

        assertThat(entries)
                .containsExactlyElementsOf(Fixture.text("examples.txt").lines().toList());
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

    private static String entry(String path, JsonNode example) {
        Frame frame = new Decoder(cluster(path)).decode("[" + example + "]", NOW);
        StreamEntry entry = TickEntries.of(frame.ticks()).get(0);
        var fields = new LinkedHashMap<>(entry.fields());
        fields.remove("received_ms");
        return entry.key() + " " + fields;
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
