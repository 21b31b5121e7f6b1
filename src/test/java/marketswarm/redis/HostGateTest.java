package marketswarm.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import marketswarm.redis.HostGate.Manners;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HostGateTest {

    private static final long LEASE = 60_000;

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Test
    void the_next_one_waits_for_the_pause_and_those_after_for_each_other() {
        HostGate gate = new HostGate(redis.client());
        Manners manners = new Manners(30_000, 0);
        List<Long> due = new ArrayList<>();

        for (String feed : List.of("a", "b", "c", "d")) due.add(gate.enter("news.example", feed, manners, LEASE));

        assertThat(due.get(0)).isZero();
        assertThat(due.get(1)).isGreaterThan(System.currentTimeMillis());
        assertThat(due.get(2) - due.get(1)).isEqualTo(30_000);
        assertThat(due.get(3) - due.get(2)).isEqualTo(30_000);
        assertThat(gate.enter("other.example", "e", manners, LEASE)).isZero();
    }

    @Test
    void who_is_a_little_early_waits_for_that_and_does_not_go_to_the_end_of_the_row() {
        HostGate gate = new HostGate(redis.client());
        Manners manners = new Manners(30_000, 0);
        gate.enter("h", "a", manners, LEASE);
        long row = gate.enter("h", "b", manners, LEASE);
        long last = System.currentTimeMillis() - 28_000;
        redis.client().hset("rss:host:h", "last_ms", String.valueOf(last));

        assertThat(gate.enter("h", "c", manners, LEASE)).isEqualTo(last + 30_000);
        assertThat(redis.client().hget("rss:host:h", "row_ms")).isEqualTo(String.valueOf(row));
    }

    @Test
    void as_many_at_once_as_are_allowed_and_the_next_when_one_has_left() {
        HostGate gate = new HostGate(redis.client());
        Manners two = new Manners(0, 2);

        assertThat(gate.enter("h", "a", two, LEASE)).isZero();
        assertThat(gate.enter("h", "b", two, LEASE)).isZero();
        assertThat(gate.enter("h", "c", two, LEASE)).isPositive();
        gate.leave("h", "a", 0);
        assertThat(gate.enter("h", "c", two, LEASE)).isZero();
    }

    @Test
    void who_never_leaves_is_taken_for_gone_after_the_lease() {
        HostGate gate = new HostGate(redis.client());

        gate.enter("h", "dead", new Manners(0, 1), -1);

        assertThat(gate.enter("h", "a", new Manners(0, 1), LEASE)).isZero();
    }

    @Test
    void a_host_that_asks_to_be_left_alone_is_left_alone_by_everybody() {
        HostGate gate = new HostGate(redis.client());
        Manners none = new Manners(0, 0);

        gate.leave("h", "a", 7_200_000);
        gate.leave("h", "b", 1_000);

        assertThat(gate.enter("h", "c", none, LEASE)).isGreaterThan(System.currentTimeMillis() + 7_000_000);
        assertThat(redis.client().pttl("rss:host:h")).isPositive();
    }

    @Test
    void without_manners_nothing_is_kept() {
        assertThat(new HostGate(redis.client()).enter("h", "a", new Manners(0, 0), LEASE))
                .isZero();
        assertThat(redis.client().keys("*")).isEmpty();
    }
}
