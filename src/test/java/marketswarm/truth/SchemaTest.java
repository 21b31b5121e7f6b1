package marketswarm.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import marketswarm.redis.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTest {

    private static final List<String> BOUNDS =
            List.of("enum", "pattern", "minimum", "exclusiveMinimum", "maxLength", "maxItems", "maxProperties");

    @Test
    void every_setting_has_description_default_bounds_example_and_says_whether_it_is_live() {
        List<SchemaWalk.Field> settings = SchemaWalk.fields();
        var lacking = new ArrayList<String>();
        for (SchemaWalk.Field field : settings) {
            JsonNode schema = field.schema();
            if (!schema.path("description").isTextual()) lacking.add(field.path() + " description");
            if (!schema.has("default") && !field.required() && !schema.has("x-no-default")) {
                lacking.add(field.path() + " default (or required, or x-no-default with what holds then)");
            }
            if (schema.path("examples").isEmpty()) lacking.add(field.path() + " examples");
            boolean bounded = schema.path("type").asText().equals("boolean")
                    || BOUNDS.stream().anyMatch(schema::has);
            if (!bounded) lacking.add(field.path() + " bounds: one of " + BOUNDS);
            boolean unread = schema.path("description").asText().contains("kept for older documents");
            if (!unread && field.isRead() && !schema.path("x-live").isBoolean()) lacking.add(field.path() + " x-live");
        }

        assertThat(settings).hasSizeGreaterThan(80);
        assertThat(lacking).isEmpty();
    }

    @Test
    void a_setting_that_nothing_reads_needs_no_restart() {
        assertThat(SchemaWalk.fields())
                .filteredOn(field -> !field.schema().has("x-live"))
                .isNotEmpty()
                .allSatisfy(field -> assertThat(TruthSchema.BUNDLED.isLive(field.path()))
                        .as(field.path())
                        .isTrue());
    }

    @Test
    void every_group_has_a_description_and_is_there_when_nobody_writes_it() {
        assertThat(SchemaWalk.groups())
                .isNotEmpty()
                .allSatisfy(
                        group -> assertThat(group.schema().path("description").isTextual())
                                .as(group.path())
                                .isTrue())
                .filteredOn(group -> !group.path().matches("components|components\\.[a-z_]+|.*<name>"))
                .filteredOn(group -> !group.path().matches("components\\.massive\\.clusters\\.[a-z]+"))
                .allSatisfy(group -> assertThat(group.schema().has("default"))
                        .as(group.path())
                        .isTrue());
    }

    @Test
    void every_default_and_every_example_is_accepted_by_its_own_schema() {
        assertThat(SchemaWalk.fields()).allSatisfy(field -> {
            List<JsonNode> values = new ArrayList<>();
            field.schema().path("examples").forEach(values::add);
            if (field.schema().has("default")) values.add(field.schema().get("default"));
            assertThat(values)
                    .as(field.path())
                    .allSatisfy(value -> assertThat(SchemaWalk.problems(field.schema(), value))
                            .isEmpty());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "components.rss_agg.categories.tech, true",
        "components.rss_agg.categories.tech.0.poll_interval_min, true",
        "components.rss_agg.enabled_categories, true",
        "components.massive.clusters, true",
        "components.massive.clusters.crypto, true",
        "components.massive.clusters.stocks.symbols, true",
        "components.massive.clusters.mine.channels, true",
        "components.massive.retention.tick_maxlen, true",
        "components.vexy_ai.prices.gpt-4.1.input_per_mtok, true",
        "components.vexy_ai.model, true",
        "components.sse_gateway.max_clients, true",
        "components.logger.meta.description, true",
        "components.logger.meta.service_id, false",
        "heartbeats.massive.frequency, true",
        "secrets.massive.api_key, true",
        "secrets.mine.key, true",
        "components.rss_agg.nothing_of_that_name, true",
        "nothing, true",
        "components.logger, false",
        "components.sse_gateway.port, false",
        "components.sse_gateway.host, false",
        "components.rss_agg.management.port, false",
        "components.rss_agg.management, false",
        "buses.market.url, false",
        "node.name, false"
    })
    void a_field_tells_whether_a_change_needs_a_restart(String path, boolean live) {
        assertThat(TruthSchema.BUNDLED.isLive(path)).isEqualTo(live);
    }

    @Test
    void each_cluster_has_the_channels_of_its_own_kind_by_default() {
        JsonNode clusters = TruthSchema.BUNDLED
                .withDefaults(Json.read("""
                {"clusters":{"stocks":{"ws_url":"wss://x.example/stocks"},"crypto":{"ws_url":"wss://x.example/crypto"},
                 "forex":{"ws_url":"wss://x.example/forex"},"indices":{"ws_url":"wss://x.example/indices"}}}""", JsonNode.class), "massive")
                .path("clusters");

        assertThat(clusters.at("/stocks/channels").toString()).isEqualTo("[\"T\",\"Q\",\"A\"]");
        assertThat(clusters.at("/crypto/channels").toString()).isEqualTo("[\"XT\",\"XQ\",\"XAS\"]");
        assertThat(clusters.at("/forex/channels").toString()).isEqualTo("[\"C\",\"CAS\"]");
        assertThat(clusters.at("/indices/channels").toString()).isEqualTo("[\"V\"]");
    }
}
