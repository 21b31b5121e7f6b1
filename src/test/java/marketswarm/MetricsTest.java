package marketswarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of metrics, held against what services publish; the dashboard, against the page. */
class MetricsTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final Path PAGE = Path.of("admin/METRICS.md");
    private static final Path DASHBOARD = Path.of("compose/grafana.json");
    private static final Pattern NAME = Pattern.compile("marketswarm_[a-z_]+");
    private static final String TRUTH = """
            {"version": "t1", "components": {"sse_gateway": {"port": 0}, "vexy_ai": {"engine": "offline"}}}""";

    @Test
    void the_page_names_every_metric_of_ours_and_no_other() throws IOException {
        try (var services = new RunningServices(redis.url(), TRUTH, Clock.systemUTC(), "sse_gateway", "vexy_ai")) {
            String published = services.camel()
                    .getRegistry()
                    .findSingleByType(PrometheusMeterRegistry.class)
                    .scrape();

            assertThat(names(published)).isNotEmpty().isEqualTo(names(Files.readString(PAGE)));
        }
    }

    @Test
    void the_dashboard_draws_what_the_page_names() throws IOException {
        assertThat(names(Files.readString(PAGE))).containsAll(names(Files.readString(DASHBOARD)));
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        NAME.matcher(text).results().forEach(match -> names.add(match.group()));
        return names;
    }
}
