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

    private Work work = new Work(7, 2);
    private boolean ready = true;
    private String standing = "truth 1";
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
                        Map.entry("done", "7"),
                        Map.entry("worked_ms", "1764000000000"),
                        Map.entry("waiting", "2"),
                        Map.entry("ticks", "7"));
        assertThat(redis.client().ttl("svc:hb:massive:host-1")).isBetween(14L, 15L);
        assertThat(record)
                .hasToString("{ts_ms=1764000000000, service=massive, instance=host-1, level=INFO, logger=heartbeat, "
                        + "message=beat, state=running, started_ms=1764000000000, beat_ms=1764000000000, "
                        + "interval_sec=5, done=7, worked_ms=1764000000000, waiting=2, ticks=7}");
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

    @Test
    void another_standing_is_told_at_once_and_once() {
        var hearts = new Heartbeats(List.of(heartbeat("massive", 30)));
        hearts.beat();
        clock.forward(Duration.ofSeconds(1));

        standing = "truth 2";

        assertThat(hearts.beat())
                .singleElement()
                .satisfies(record -> assertThat(record).containsEntry("beat_ms", "1764000001000"));
        clock.forward(Duration.ofSeconds(1));
        assertThat(hearts.beat()).isEmpty();
    }

    @Test
    void a_clock_that_is_set_back_silences_nobody() {
        var hearts = new Heartbeats(List.of(heartbeat("massive", 5)));
        hearts.beat();

        clock.forward(Duration.ofMinutes(-5));

        assertThat(hearts.beat())
                .singleElement()
                .satisfies(record -> assertThat(record).containsEntry("beat_ms", "1763999700000"));
        clock.forward(Duration.ofSeconds(1));
        assertThat(hearts.beat()).isEmpty();
    }

    @Test
    void a_beat_tells_when_work_was_last_finished() {
        Heartbeat heart = heartbeat("massive", 5);
        heart.beat();
        clock.forward(Duration.ofSeconds(5));
        assertThat(heart.beat()).containsEntry("worked_ms", "1764000000000");

        work = new Work(8, 2);
        clock.forward(Duration.ofSeconds(5));

        assertThat(heart.beat()).containsEntry("worked_ms", "1764000010000").containsEntry("done", "8");
    }

    @Test
    void trouble_that_lasts_is_told_and_trouble_that_is_over_is_not() {
        work = new Work(7, 0, List.of("stocks: connection is closed"));
        Heartbeat heart = heartbeat("massive", 5);
        assertThat(heart.beat()).doesNotContainKey("trouble");

        clock.forward(Duration.ofSeconds(10));
        assertThat(heart.beat()).containsEntry("trouble", "stocks: connection is closed");

        work = new Work(7, 0);
        clock.forward(Duration.ofSeconds(5));
        heart.beat();
        assertThat(redis.client().hgetAll("svc:hb:massive:host-1")).doesNotContainKey("trouble");
    }

    @Test
    void who_has_not_started_yet_says_so_and_who_ends_says_so() {
        ready = false;
        Heartbeat heart = heartbeat("massive", 5);
        assertThat(heart.beat()).containsEntry("state", "starting");

        new Heartbeats(List.of(heart)).farewell();

        assertThat(redis.client().hget("svc:hb:massive:host-1", "state")).isEqualTo("stopped");
        assertThat(redis.client().ttl("svc:hb:massive:host-1")).isBetween(14L, 15L);
    }

    private Heartbeat heartbeat(String service, int seconds) {
        return new Heartbeat(
                redis.client(),
                service,
                "host-1",
                () -> seconds,
                () -> standing,
                () -> new Heartbeat.Pulse(ready, work, Map.of("ticks", "7")),
                clock);
    }
}
