package marketswarm.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import marketswarm.redis.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TruthTest {

    private static final Path SAMPLES = Path.of("truth-samples");

    private static ObjectNode json(String text) {
        return Json.read(text, ObjectNode.class);
    }

    private static Truth bare(String component) {
        return Truth.of(json("{\"version\":\"1\",\"components\":{\"" + component + "\":{}}}"));
    }

    @Test
    void the_samples_load_and_only_the_placeholders_are_worth_a_word() {
        var files = TruthFiles.read(SAMPLES.resolve("truth.json"), Optional.of(SAMPLES.resolve("truth_secrets.json")));

        assertThat(files.problems())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "/secrets/massive/api_key: still the sample's placeholder; put your own into truth_secrets.json",
                        "/secrets/vexy_ai/openai_api_key: still the sample's placeholder; put your own into truth_secrets.json");
        assertThat(Truth.of(files.merged()).components()).containsExactlyElementsOf(Services.ALL);
    }

    @Test
    void the_document_of_the_requirements_loads_as_it_stands_without_a_word() {
        assertThat(TruthFiles.read(SAMPLES.resolve("containers.json"), Optional.empty())
                        .problems())
                .isEmpty();

        var files = TruthFiles.read(SAMPLES.resolve("requirements.json"), Optional.empty());

        Truth truth = Truth.of(files.merged());

        assertThat(files.problems()).isEmpty();
        assertThat(truth.version()).isEqualTo("1.0");
        assertThat(truth.heartbeatSeconds("rss_agg")).isEqualTo(30);
        assertThat(truth.heartbeatSeconds("sse_gateway")).isEqualTo(10);
        assertThat(truth.marketUrl("redis://main-redis:6379")).isEqualTo("redis://market-redis:6379");
        assertThat(truth.settings("massive", Settings.Massive.class).clusters()).containsOnlyKeys("stocks");
        assertThat(truth.settings("rss_agg", Settings.RssAgg.class).enabledCategories())
                .containsExactly("tech", "world");
    }

    @Test
    void a_bare_massive_component_has_every_default() {
        var settings = bare("massive").settings("massive", Settings.Massive.class);

        assertThat(settings)
                .isEqualTo(new Settings.Massive(
                        new Settings.Meta(null, null, null),
                        new Settings.Management("127.0.0.1", 9101, ""),
                        new Settings.Massive.MarketRedisSetup(List.of()),
                        "ws",
                        "https://api.massive.com",
                        1,
                        Map.of(
                                "stocks",
                                new Settings.Massive.Cluster(
                                        "wss://socket.massive.com/stocks",
                                        List.of("AAPL", "MSFT", "QQQ", "SPY"),
                                        List.of("T", "Q", "A"))),
                        60,
                        new Settings.Massive.RecordTo("", 64, 60, 1024),
                        20,
                        new Settings.Massive.Buffer(64, 1024, ""),
                        30,
                        60,
                        100_000,
                        new Settings.Massive.Backfill(true, 30),
                        new Settings.Massive.Watch(2, 60, 5, 300, List.of(17), List.of(18)),
                        new Settings.Massive.TickRetention(100_000, 0, 10_000, 1_000)));
    }

    @Test
    void a_bare_rss_agg_component_has_every_default() {
        var settings = bare("rss_agg").settings("rss_agg", Settings.RssAgg.class);

        assertThat(settings)
                .isEqualTo(new Settings.RssAgg(
                        new Settings.Meta(null, null, null),
                        new Settings.Management("127.0.0.1", 9102, ""),
                        5,
                        15,
                        true,
                        List.of(),
                        Map.of(),
                        Map.of(),
                        new Settings.RssAgg.PerHost(null, null),
                        15,
                        10,
                        4,
                        List.of(),
                        new Settings.RssAgg.WebSub(null, "127.0.0.1", 9112, 240),
                        48,
                        Map.of(),
                        new Settings.RssAgg.NewsRetention(30, 100_000, 10_000)));
    }

    @Test
    void a_bare_vexy_ai_component_has_every_default() {
        var settings = bare("vexy_ai").settings("vexy_ai", Settings.VexyAi.class);

        assertThat(settings)
                .isEqualTo(new Settings.VexyAi(
                        new Settings.Meta(null, null, null),
                        new Settings.Management("127.0.0.1", 9103, ""),
                        "openai",
                        "https://api.openai.com/v1",
                        "Authorization",
                        "gpt-4o-mini",
                        "Analyze: {data}",
                        4,
                        5,
                        5,
                        60,
                        60,
                        4_000,
                        1_024,
                        Map.of(),
                        List.of("SPY"),
                        900,
                        new Settings.VexyAi.MarketEvents(false, List.of("move.sharp", "volume.spike", "halt"), 30),
                        new Settings.VexyAi.BriefingWindow(true, 60, 20),
                        new Settings.VexyAi.Limits(60, 60_000, null, null, null, new BigDecimal("5")),
                        "offline",
                        null,
                        settings.prices(),
                        new Settings.VexyAi.AnalysisRetention(30, 10_000, 10_000)));
        assertThat(settings.prices().get("gpt-4o-mini").inputPerMtok()).isEqualByComparingTo("0.15");
        assertThat(settings.prices().get("gpt-4o-mini").outputPerMtok()).isEqualByComparingTo("0.60");
    }

    @Test
    void the_bare_control_components_have_every_default() {
        var meta = new Settings.Meta(null, null, null);

        assertThat(bare("sse_gateway").settings("sse_gateway", Settings.SseGateway.class))
                .isEqualTo(new Settings.SseGateway(
                        meta,
                        new Settings.Management("127.0.0.1", 9104, ""),
                        "127.0.0.1",
                        8080,
                        20_000,
                        1_000,
                        1_000,
                        List.of(),
                        false));
        assertThat(bare("mesh_coordinator").settings("mesh_coordinator", Settings.MeshCoordinator.class))
                .isEqualTo(new Settings.MeshCoordinator(
                        meta,
                        new Settings.Management("127.0.0.1", 9105, ""),
                        List.of(),
                        120,
                        new Settings.MeshCoordinator.Flapping(3, 300),
                        new Settings.MeshCoordinator.Alerts(List.of("down", "flapping"))));
        assertThat(bare("logger").settings("logger", Settings.Logger.class))
                .isEqualTo(new Settings.Logger(
                        meta,
                        new Settings.Management("127.0.0.1", 9106, ""),
                        List.of("heartbeats", "errors"),
                        "json",
                        new Settings.Logger.Filter("info", List.of(), "", ""),
                        new Settings.Logger.Retention(10_000, 168)));
    }

    @Test
    void defaults_are_filled_in_beside_what_is_given_however_deep() {
        Truth truth = Truth.of(json("""
                {"version":"1","components":{
                  "massive":{"management":{"host":"0.0.0.0"},"retention":{"tick_maxlen":7},
                    "clusters":{"crypto":{"ws_url":"wss://socket.massive.com/crypto","symbols":["X:BTCUSD"]}}},
                  "vexy_ai":{"limits":{"requests_per_min":3}}}}"""));

        var massive = truth.settings("massive", Settings.Massive.class);

        assertThat(massive.management()).isEqualTo(new Settings.Management("0.0.0.0", 9101, ""));
        assertThat(massive.retention()).isEqualTo(new Settings.Massive.TickRetention(7, 0, 10_000, 1_000));
        assertThat(massive.clusters().get("crypto").channels()).containsExactly("XT", "XQ", "XAS");
        assertThat(truth.settings("vexy_ai", Settings.VexyAi.class).limits().tokensPerMin())
                .isEqualTo(60_000);
    }

    @Test
    void a_feed_may_be_an_address_or_an_object_and_a_star_enables_every_category() {
        Truth truth = Truth.of(json("""
                {"version":"1","components":{"rss_agg":{"categories":{
                  "tech":["https://a.example/feed"],
                  "world":[{"url":"https://b.example/feed","poll_interval_min":0.5}]}}}}"""));

        var settings = truth.settings("rss_agg", Settings.RssAgg.class);

        assertThat(settings.enabledCategories()).containsExactly("tech", "world");
        assertThat(settings.categories().get("tech"))
                .containsExactly(new Settings.RssAgg.Feed("https://a.example/feed", null, null));
        assertThat(settings.categories().get("world"))
                .containsExactly(new Settings.RssAgg.Feed("https://b.example/feed", 0.5, null));
    }

    @Test
    void a_component_of_another_name_is_checked_and_filled_in_by_its_service_id() {
        var document = json("""
                {"version":"1","components":{"news":{"meta":{"service_id":"rss_agg"},"timeout_sec":3}}}""");

        assertThat(Truth.check(document)).isEmpty();
        assertThat(Truth.of(document).component("news").path("max_megabytes").asInt())
                .isEqualTo(10);
        assertThat(Truth.of(document).settings("news", Settings.RssAgg.class).timeoutSec())
                .isEqualTo(3);

        document.withObject("/components/news").put("timeout_sec", "soon").put("timout_sec", 1);
        assertThat(Truth.check(document))
                .extracting(Problem::pointer)
                .containsExactly("/components/news/timeout_sec", "/components/news/timout_sec");
    }

    @Test
    void market_redis_is_the_bus_else_the_older_core_address_else_the_bootstrap_one() {
        String bootstrap = "redis://main-redis:6379";
        var document = json("{\"version\":\"1\",\"components\":{}}");
        assertThat(Truth.of(document).marketUrl(bootstrap)).isEqualTo("redis://main-redis:6379");

        document.putObject("core").put("redis_market_url", "redis://older:6379");
        assertThat(Truth.of(document).marketUrl(bootstrap)).isEqualTo("redis://older:6379");

        document.putObject("buses").putObject("market").put("url", "redis://market:6379");
        assertThat(Truth.of(document).marketUrl(bootstrap)).isEqualTo("redis://market:6379");
    }

    @Test
    void the_hash_depends_on_content_and_not_on_order_or_spacing() {
        Truth one = Truth.of(json("{\"version\":\"1\",\"components\":{\"logger\":{},\"massive\":{}}}"));
        Truth same = Truth.of(json("{ \"components\": {\"massive\":{}, \"logger\":{}}, \"version\": \"1\" }"));
        Truth other = Truth.of(json("{\"version\":\"2\",\"components\":{\"logger\":{},\"massive\":{}}}"));

        assertThat(one.hash()).matches("[0-9a-f]{64}").isEqualTo(same.hash()).isNotEqualTo(other.hash());
    }

    @Test
    void what_a_truth_hands_out_cannot_change_it() {
        Truth truth = bare("logger");

        ((ObjectNode) truth.component("logger")).removeAll();

        assertThat(truth.component("logger").has("log_channels")).isTrue();
    }

    @Test
    void a_component_that_is_missing_says_which_there_are() {
        assertThatThrownBy(() -> bare("logger").component("massive"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("component massive is not in truth 1, which has [logger]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"massive", "rss_agg", "vexy_ai", "sse_gateway", "mesh_coordinator", "logger"})
    void a_component_with_nothing_but_its_meta_is_enough(String name) {
        var document = json("{\"version\":\"1\",\"components\":{\"" + name + "\":{\"meta\":{\"name\":\"N\","
                + "\"description\":\"D\",\"service_id\":\"" + name + "\"}}}}");

        assertThat(Truth.check(document)).isEmpty();
    }
}
