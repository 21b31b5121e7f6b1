package marketswarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of metrics, held against what services publish; dashboard and alerts, against both. */
class MetricsTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final Path PAGE = Path.of("admin/METRICS.md");
    private static final List<Path> USES =
            List.of(Path.of("compose/grafana.json"), Path.of("compose/observability/alerts.yml"));
    private static final Pattern NAME = Pattern.compile("marketswarm_[a-z_]+");
    private static final Pattern COUNTER = Pattern.compile("counter=~?\\\\?\"([^\"\\\\]+)");
    private static final String TRUTH = """
            {"version": "t1", "components": {
              "massive": {"status_poll_sec": 0, "clusters": {"stocks": {"ws_url": "ws://127.0.0.1:1", "symbols": ["AAPL"]}}},
              "rss_agg": {"categories": {}},
              "sse_gateway": {"port": 0}, "vexy_ai": {"engine": "offline"}},
             "secrets": {"massive": {"api_key": "unused"}}}""";

    @Test
    void the_page_names_every_metric_of_ours_and_no_other() throws IOException {
        try (var services = running()) {
            assertThat(names(scrape(services))).isNotEmpty().isEqualTo(names(Files.readString(PAGE)));
        }
    }

    @Test
    void dashboard_and_alerts_use_what_the_page_names() throws IOException {
        for (Path file : USES)
            assertThat(names(Files.readString(PAGE))).as(file.toString()).containsAll(names(Files.readString(file)));
    }

    @Test
    void every_counter_that_dashboard_and_alerts_ask_for_is_published_and_on_the_page() throws IOException {
        String page = Files.readString(PAGE);
        try (var services = running()) {
            String published = scrape(services);
            for (String counter : counters()) {
                assertThat(published).containsPattern("counter=\"" + counter + "\"");
                assertThat(page).contains("`" + counter.replace(".+", "<cluster>") + "`");
            }
        }
    }

    private static Set<String> counters() throws IOException {
        Set<String> counters = new TreeSet<>();
        for (Path file : USES)
            COUNTER.matcher(Files.readString(file))
                    .results()
                    .forEach(match -> counters.addAll(List.of(match.group(1).split("\\|"))));
        assertThat(counters).hasSizeGreaterThan(8);
        return counters;
    }

    private static RunningServices running() {
        return new RunningServices(
                redis.url(), TRUTH, Clock.systemUTC(), "massive", "rss_agg", "sse_gateway", "vexy_ai");
    }

    private static String scrape(RunningServices services) {
        return services.camel()
                .getRegistry()
                .findSingleByType(PrometheusMeterRegistry.class)
                .scrape();
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        NAME.matcher(text).results().forEach(match -> names.add(match.group()));
        return names;
    }
}
