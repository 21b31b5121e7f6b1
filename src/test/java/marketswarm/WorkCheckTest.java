package marketswarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import marketswarm.mesh.Work;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** What readiness says of a service's work. */
class WorkCheckTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void a_service_that_works_is_ready_and_says_how_much_is_done_and_waits() {
        register(Map::of, new Work(7, 2));

        HealthCheck.Result said = said(HealthCheckHelper.invokeReadiness(camel));
        assertThat(said.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(said.getDetails()).containsEntry("done", 7L).containsEntry("waiting", 2L);
    }

    @Test
    void what_keeps_a_service_from_working_is_the_reason_why_it_is_not_ready() {
        register(Map::of, new Work(7, 2, List.of("stocks: connection is lost", "the queue is held: no credit")));

        HealthCheck.Result said = said(HealthCheckHelper.invokeReadiness(camel));
        assertThat(said.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(said.getMessage()).hasValue("stocks: connection is lost; the queue is held: no credit");
    }

    @Test
    void a_service_that_cannot_count_without_redis_is_not_ready() {
        register(
                () -> {
                    throw new JedisConnectionException("Connection refused");
                },
                new Work(0, 0));

        HealthCheck.Result said = said(HealthCheckHelper.invokeReadiness(camel));
        assertThat(said.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(said.getMessage()).hasValue("Market Redis is not reachable");
    }

    @Test
    void trouble_with_its_work_does_not_make_a_service_dead() {
        register(Map::of, new Work(0, 9, List.of("stocks: connection is lost")));

        assertThat(HealthCheckHelper.invokeLiveness(camel)).noneMatch(WorkCheckTest::isOfWork);
    }

    private void register(Supplier<Map<String, String>> progress, Work work) {
        WorkCheck.register(
                camel,
                new Service(
                        "massive",
                        Map::of,
                        Map.of(),
                        progress,
                        counters -> work,
                        Map.of(),
                        () -> {},
                        () -> {},
                        Optional.empty()));
    }

    private static HealthCheck.Result said(Collection<HealthCheck.Result> results) {
        return results.stream().filter(WorkCheckTest::isOfWork).findFirst().orElseThrow();
    }

    private static boolean isOfWork(HealthCheck.Result result) {
        return result.getCheck().getId().equals("massive");
    }
}
