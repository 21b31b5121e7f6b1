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
