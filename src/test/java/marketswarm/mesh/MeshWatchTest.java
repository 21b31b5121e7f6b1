package marketswarm.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import marketswarm.redis.Json;
import marketswarm.redis.Lease;
import marketswarm.testing.RealRedis;
import marketswarm.testing.SetClock;
import marketswarm.truth.Services;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MeshWatchTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final int INTERVAL = 4;
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final SetClock clock = SetClock.at(1_764_000_000_000L);
    private final Lease role = new Lease(redis.client(), "mesh_coordinator", "mesh-1", LEASE);
    private final MeshWatch watch = watch(role);
    private Set<State> alertOn = Set.of();

    @BeforeEach
    void leads() {
        role.hold();
    }

    @Test
    void a_service_warms_up_is_up_late_down_and_up_again() {
        register("massive");
        assertThat(watch.look()).extracting(ServiceState::state).containsExactly(State.WARMING);

        beat("host-1");
        assertThat(watch.look()).extracting(ServiceState::state).containsExactly(State.UP);

        watchFor(8_000);
        assertThat(state()).isEqualTo("up").as("two intervals are in time");
        watchFor(1);
        assertThat(state()).isEqualTo("late");
        assertThat(detail()).isEqualTo("last heartbeat 8 s ago, expected every 4 s");

        redis.client().del("svc:hb:massive:host-1"); // it expires after three intervals
        watchFor(4_000);
        assertThat(state()).isEqualTo("down");
        assertThat(detail()).isEqualTo("no heartbeat for 12 s");

        beat("host-1");
        assertThat(watch.look()).extracting(ServiceState::state).containsExactly(State.UP);
    }

    @Test
    void a_service_that_never_beats_is_down_after_its_warm_up() {
        register("massive");
        watch.look();
        watchFor(8_999);
        assertThat(state()).isEqualTo("warming");

        watchFor(1);

        assertThat(state()).isEqualTo("down");
        assertThat(detail()).isEqualTo("no heartbeat");
    }

    @Test
    void the_state_is_written_as_readers_expect_it() {
        register("massive");
        beat("host-1");
        beat("host-2");

        watch.look();

        String member =
                "\"state\":\"up\",\"since_ms\":1764000000000,\"beat_ms\":1764000000000,\"seen_ms\":1764000000000,"
                        + "\"started_ms\":7,\"done\":0,\"truth_version\":\"1.0.0\",\"reasons\":[]}";
        assertThat(redis.client().hget("mesh:state", "massive"))
                .isEqualTo("{\"service\":\"massive\",\"state\":\"up\",\"since_ms\":1764000000000,\"age_ms\":0,"
                        + "\"instances\":2,\"truth_version\":\"1.0.0\",\"drift\":false,"
                        + "\"detail\":\"heartbeat every 4 s\",\"members\":[{\"instance\":\"host-1\"," + member
                        + ",{\"instance\":\"host-2\"," + member + "],\"falls\":[]}");
    }

    @Test
    void since_is_when_the_state_began() {
        register("massive");
        beat("host-1");
        watch.look();
        clock.forward(Duration.ofSeconds(3));
        beat("host-1");

        watch.look();

        assertThat(said().path("since_ms").asLong()).isEqualTo(1_764_000_000_000L);
    }

    @Test
    void work_that_waits_and_is_not_done_makes_a_service_late_however_well_it_beats() {
        register("massive");
        beat("host-1", Map.of("waiting", "12", "worked_ms", "1763999900000"));
        watch.look();
        assertThat(detail()).isEqualTo("12 waiting, nothing done for 100 s");
        assertThat(state()).isEqualTo("late");

        beat("host-1", Map.of("waiting", "0", "worked_ms", "1763999900000"));
        watch.look();
        assertThat(state()).as("nothing waits, so nothing has to be done").isEqualTo("up");
    }

    @Test
    void who_says_what_keeps_it_from_working_is_late_for_that_reason() {
        register("massive");
        beat("host-1", Map.of("trouble", "stocks: connection is closed"));

        watch.look();

        assertThat(state()).isEqualTo("late");
        assertThat(detail()).isEqualTo("stocks: connection is closed");
    }

    @Test
    void another_truth_than_the_loaded_one_is_drift() {
        register("massive");
        beat("host-1", Map.of("truth_hash", "0old"));

        watch.look();

        assertThat(said().path("drift").asBoolean()).isTrue();
        assertThat(state()).isEqualTo("up");
        assertThat(detail()).isEqualTo("runs truth 1.0.0, not the loaded one");
    }

    @Test
    void of_several_instances_each_has_its_state_and_one_that_lives_is_enough() {
        register("massive");
        beat("host-1");
        beat("host-2");
        watch.look();
        redis.client().del("svc:hb:massive:host-2");

        for (int i = 0; i < 5; i++) {
            clock.forward(Duration.ofSeconds(3));
            beat("host-1");
            watch.look();
        }

        assertThat(state()).isEqualTo("up");
        assertThat(said().path("instances").asInt()).isEqualTo(1);
        assertThat(said().at("/members/1/state").asText()).isEqualTo("down");
        assertThat(detail()).isEqualTo("host-2 is down: no heartbeat for 15 s");
        assertThat(events()).contains("massive/host-2 is down: no heartbeat for 9 s");
    }

    @Test
    void who_was_asked_to_stop_has_not_fallen() {
        register("massive");
        beat("host-1");
        watch.look();

        beat("host-1", Map.of("state", "stopped"));
        watch.look();
        redis.client().del("svc:hb:massive:host-1");
        watchFor(20_000);

        assertThat(state()).isEqualTo("down");
        assertThat(detail()).isEqualTo("stopped");
        assertThat(said().path("falls")).isEmpty();
    }

    @Test
    void a_service_that_falls_again_and_again_flaps_until_it_has_stood_for_a_while() {
        register("massive");
        for (int start = 1; start <= 4; start++) {
            beat("host-1", Map.of("started_ms", String.valueOf(start)));
            clock.forward(Duration.ofSeconds(1));
            watch.look();
        }
        assertThat(state()).isEqualTo("flapping");
        assertThat(detail()).isEqualTo("fell 3 times within 60 s, now up");

        for (int i = 0; i < 31; i++) {
            clock.forward(Duration.ofSeconds(2));
            beat("host-1", Map.of("started_ms", "4"));
            watch.look();
        }
        assertThat(state()).isEqualTo("up");
    }

    @Test
    void every_change_is_told_once_in_the_log_with_its_reason() {
        register("massive");
        watch.look();
        beat("host-1");
        watch.look();
        watch.look();

        assertThat(events())
                .containsExactly("massive is warming: no heartbeat yet", "massive is up: heartbeat every 4 s");
        assertThat(redis.client()
                        .xrevrange("log:heartbeats:stream", "+", "-", 1)
                        .get(0)
                        .getFields())
                .containsAllEntriesOf(Map.of(
                        "ts_ms", "1764000000000",
                        "service", "mesh_coordinator",
                        "instance", "mesh-1",
                        "level", "INFO",
                        "about", "massive",
                        "state", "up",
                        "was", "warming"));
    }

    @Test
    void alerts_are_noted_for_the_states_that_truth_names_and_for_their_end() {
        alertOn = Set.of(State.DOWN);
        register("massive");
        beat("host-1");
        watch.look();
        redis.client().del("svc:hb:massive:host-1");
        watchFor(12_000);
        beat("host-1");
        watch.look();

        assertThat(redis.client().xrange("mesh:alerts", "-", "+"))
                .extracting(entry -> entry.getFields().get("message"))
                .containsExactly("massive is down: no heartbeat for 9 s", "massive is up: heartbeat every 4 s");
    }

    @Test
    void another_coordinator_goes_on_where_the_first_one_stopped_and_tells_nothing_twice() {
        register("massive");
        beat("host-1");
        watch.look();
        Lease second = new Lease(redis.client(), "mesh_coordinator", "mesh-2", LEASE);
        role.letGo();
        second.hold();
        clock.forward(Duration.ofSeconds(3));

        assertThat(watch(second).look()).isEmpty();

        assertThat(said().path("since_ms").asLong()).isEqualTo(1_764_000_000_000L);
        assertThat(events()).hasSize(1);
    }

    @Test
    void what_a_coordinator_says_that_has_lost_its_role_without_knowing_is_not_written() {
        register("massive");
        watch.look();
        redis.client().set("mesh:leader:mesh_coordinator", "2 mesh-2");
        beat("host-1");

        assertThat(watch.look()).isEmpty();

        assertThat(state()).isEqualTo("warming");
        assertThat(events()).hasSize(1);
    }

    @Test
    void a_watcher_that_was_away_gives_everybody_a_warm_up_before_it_calls_them_down() {
        register("massive");
        beat("host-1");
        watch.look();
        redis.client().del("svc:hb:massive:host-1");
        clock.forward(Duration.ofMinutes(2)); // Redis was away, and came back empty of heartbeats

        watch.look();
        assertThat(state()).isEqualTo("up");
        beat("host-1");
        watchFor(4_000);

        assertThat(state()).isEqualTo("up");
        assertThat(events()).hasSize(1);
    }

    @Test
    void an_unregistered_service_is_forgotten_also_one_of_an_earlier_coordinator() {
        redis.client().hset("mesh:state", "gone", "{}");
        register("massive");
        register("logger");
        watch.look();
        assertThat(redis.client().hkeys("mesh:state")).containsExactlyInAnyOrder("logger", "massive");

        new Services(redis.client()).unregister("massive");
        watch.look();

        assertThat(redis.client().hkeys("mesh:state")).containsExactly("logger");
    }

    private MeshWatch watch(Lease held) {
        return new MeshWatch(
                redis.client(),
                held,
                service -> INTERVAL,
                () -> "0new",
                () -> new MeshWatch.Terms(Duration.ofSeconds(60), 3, Duration.ofSeconds(60), alertOn, 10_000),
                clock);
    }

    /** Looks as often as a coordinator does. */
    private void watchFor(long ms) {
        long left = ms;
        while (left > 0) {
            clock.forward(Duration.ofMillis(Math.min(1_000, left)));
            left -= 1_000;
            watch.look();
        }
    }

    private static void register(String service) {
        new Services(redis.client()).register(service, service, service);
    }

    private void beat(String instance) {
        beat(instance, Map.of());
    }

    private void beat(String instance, Map<String, String> said) {
        Map<String, String> fields = new HashMap<>(Map.of("state", "running", "truth_version", "1.0.0"));
        fields.put("started_ms", "7");
        fields.put("beat_ms", String.valueOf(clock.millis()));
        fields.putAll(said);
        redis.client().del("svc:hb:massive:" + instance);
        redis.client().hset("svc:hb:massive:" + instance, fields);
    }

    private static List<String> events() {
        return redis.client().xrange("log:heartbeats:stream", "-", "+").stream()
                .map(entry -> entry.getFields().get("message"))
                .toList();
    }

    private static String state() {
        return said().path("state").asText();
    }

    private static String detail() {
        return said().path("detail").asText();
    }

    private static JsonNode said() {
        return Json.read(redis.client().hget("mesh:state", "massive"), JsonNode.class);
    }
}
