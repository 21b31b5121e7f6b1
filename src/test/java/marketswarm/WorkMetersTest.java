package marketswarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import marketswarm.mesh.Work;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** What Prometheus is told of a service's work. */
class WorkMetersTest {

    @Test
    void work_counters_and_words_of_the_heartbeat_are_metrics() {
        assertThat(scrape(() -> Map.of("dead", "3", "usd_today", "0.120000", "mode", "pause", "leads", "true")))
                .contains(
                        "marketswarm_work_done_total{service=\"vexy_ai\"} 7.0",
                        "marketswarm_work_waiting{service=\"vexy_ai\"} 2.0",
                        "marketswarm_work_trouble{service=\"vexy_ai\"} 1.0",
                        "marketswarm_progress{counter=\"dead\",service=\"vexy_ai\"} 3.0",
                        "marketswarm_progress{counter=\"usd_today\",service=\"vexy_ai\"} 0.12",
                        "marketswarm_state{counter=\"mode\",service=\"vexy_ai\",value=\"pause\"} 1.0",
                        "marketswarm_state{counter=\"leads\",service=\"vexy_ai\",value=\"true\"} 1.0");
    }

    @Test
    void what_is_no_number_and_no_word_makes_no_series() {
        assertThat(scrape(() -> Map.of("held", "the key is refused", "oldest_waiting_ms", "none", "names", "T.AAPL")))
                .contains("marketswarm_state{counter=\"oldest_waiting_ms\",service=\"vexy_ai\",value=\"none\"}")
                .doesNotContain("refused", "AAPL");
    }

    @Test
    void a_service_that_cannot_count_without_redis_is_in_trouble_and_has_no_counts() {
        assertThat(scrape(() -> {
                    throw new JedisConnectionException("Connection refused");
                }))
                .contains("marketswarm_work_trouble{service=\"vexy_ai\"} 1.0")
                .doesNotContain("marketswarm_work_done_total", "marketswarm_work_waiting{");
    }

    private static String scrape(Supplier<Map<String, String>> progress) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.getPrometheusRegistry()
                .register(new WorkMeters(List.of(new Service(
                        "vexy_ai",
                        Map::of,
                        Map.of(),
                        progress,
                        counters -> new Work(7, 2, List.of("the queue is held: no credit")),
                        Map.of(),
                        () -> {},
                        () -> {},
                        Optional.empty()))));
        return meters.scrape();
    }
}
