package marketswarm.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import marketswarm.testing.RealRedis;
import marketswarm.testing.SetClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HeartbeatTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final SetClock clock = SetClock.at(1_764_000_000_000L);

    @Test
    void a_beat_is_a_time_and_its_details_and_both_expire_after_three_intervals() {
        Map<String, String> record = heartbeat("massive", 5).beat();

        assertThat(redis.client().get("svc:hb:massive")).isEqualTo("1764000000");
        assertThat(redis.client().ttl("svc:hb:massive")).isBetween(14L, 15L);
        assertThat(redis.client().hgetAll("svc:hb:massive:host-1"))
                .containsOnly(
                        Map.entry("state", "running"),
                        Map.entry("started_ms", "1764000000000"),
                        Map.entry("beat_ms", "1764000000000"),
                        Map.entry("interval_sec", "5"),
                        Map.entry("ticks", "7"));
        assertThat(redis.client().ttl("svc:hb:massive:host-1")).isBetween(14L, 15L);
        assertThat(record)
                .hasToString("{ts_ms=1764000000000, service=massive, instance=host-1, level=INFO, logger=heartbeat, "
                        + "message=beat, state=running, started_ms=1764000000000, beat_ms=1764000000000, "
                        + "interval_sec=5, ticks=7}");
    }

    @Test
    void each_service_of_a_process_beats_at_its_own_cadence() {
        var hearts = new Heartbeats(List.of(heartbeat("massive", 2), heartbeat("logger", 10)));
        assertThat(hearts.beat()).hasSize(2);

        clock.forward(Duration.ofMillis(1_400));
        assertThat(hearts.beat()).isEmpty();

        clock.forward(Duration.ofMillis(600));
        assertThat(hearts.beat())
                .singleElement()
                .satisfies(record -> assertThat(record)
                        .containsEntry("service", "massive")
                        .containsEntry("started_ms", "1764000000000")
                        .containsEntry("beat_ms", "1764000002000"));
    }

    private Heartbeat heartbeat(String service, int seconds) {
        return new Heartbeat(redis.client(), service, "host-1", () -> seconds, () -> Map.of("ticks", "7"), clock);
    }
}
