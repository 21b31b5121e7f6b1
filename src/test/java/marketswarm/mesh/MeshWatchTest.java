package marketswarm.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import marketswarm.mesh.ServiceState.State;
import marketswarm.redis.Json;
import marketswarm.testing.RealRedis;
import marketswarm.testing.SetClock;
import marketswarm.truth.Services;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MeshWatchTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final int INTERVAL = 4;

    private final SetClock clock = SetClock.at(1_764_000_000_000L);
    private final MeshWatch watch = new MeshWatch(redis.client(), service -> INTERVAL, clock);

    @Test
    void a_service_warms_up_is_up_late_down_and_up_again() {
        register("massive");
        assertThat(watch.look()).extracting(ServiceState::state).containsExactly(State.WARMING);

        beat("host-1");
        assertThat(watch.look()).extracting(ServiceState::state).containsExactly(State.UP);

        clock.forward(Duration.ofSeconds(8));
        assertThat(watch.look()).as("two intervals are in time").isEmpty();
        clock.forward(Duration.ofMillis(1));
        assertThat(watch.look()).extracting(ServiceState::state).containsExactly(State.LATE);
        assertThat(state().path("detail").asText()).isEqualTo("last heartbeat 8 s ago, expected every 4 s");

        clock.forward(Duration.ofSeconds(4));
        assertThat(watch.look()).extracting(ServiceState::state).containsExactly(State.DOWN);

        beat("host-1");
        assertThat(watch.look()).extracting(ServiceState::state).containsExactly(State.UP);
    }

    @Test
    void a_service_that_never_beats_is_down_after_its_warm_up() {
        register("massive");
        watch.look();
        clock.forward(Duration.ofMillis(8_999));
        assertThat(watch.look()).isEmpty();

        clock.forward(Duration.ofMillis(1));

        assertThat(watch.look()).extracting(ServiceState::state).containsExactly(State.DOWN);
        assertThat(state().path("detail").asText()).isEqualTo("no heartbeat");
    }

    @Test
    void the_state_is_written_as_readers_expect_it() {
        register("massive");
        beat("host-1");
        beat("host-2");

        watch.look();

        assertThat(redis.client().hget("mesh:state", "massive"))
                .isEqualTo("{\"service\":\"massive\",\"state\":\"up\",\"since_ms\":1764000000000,\"age_ms\":0,"
                        + "\"instances\":2,\"truth_version\":\"1.0.0\",\"detail\":\"heartbeat every 4 s\"}");
    }

    @Test
    void since_is_when_the_state_began() {
        register("massive");
        beat("host-1");
        watch.look();
        clock.forward(Duration.ofSeconds(3));
        beat("host-1");

        watch.look();

        assertThat(state().path("since_ms").asLong()).isEqualTo(1_764_000_000_000L);
    }

    @Test
    void an_unregistered_service_is_forgotten() {
        register("massive");
        register("logger");
        watch.look();

        new Services(redis.client()).unregister("massive");
        watch.look();

        assertThat(redis.client().hkeys("mesh:state")).containsExactly("logger");
    }

    @Test
    void what_an_earlier_coordinator_knew_of_and_nobody_has_registered_is_forgotten_as_well() {
        redis.client().hset("mesh:state", "gone", "{}");
        register("logger");

        watch.look();

        assertThat(redis.client().hkeys("mesh:state")).containsExactly("logger");
    }

    private static void register(String service) {
        new Services(redis.client()).register(service, service, service);
    }

    private void beat(String instance) {
        new Heartbeat(
                        redis.client(),
                        "massive",
                        instance,
                        () -> INTERVAL,
                        () -> Map.of("truth_version", "1.0.0"),
                        clock)
                .beat();
    }

    private static JsonNode state() {
        return Json.read(redis.client().hget("mesh:state", "massive"), JsonNode.class);
    }
}
