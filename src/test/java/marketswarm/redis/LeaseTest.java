package marketswarm.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One of several holds a role, by a key that expires. */
class LeaseTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final Lease first = lease("host-1");
    private final Lease second = lease("host-2");

    @Test
    void the_first_who_asks_holds_the_role_and_keeps_it() {
        assertThat(first.hold()).isTrue();
        assertThat(second.hold()).isFalse();
        assertThat(first.hold()).isTrue();

        assertThat(redis.client().get("mesh:leader:massive")).isEqualTo("1 host-1");
        assertThat(redis.client().pttl("mesh:leader:massive")).isBetween(1L, 60_000L);
    }

    @Test
    void who_lets_go_is_followed_at_once_by_a_holder_with_a_higher_number() {
        first.hold();
        first.letGo();
        assertThat(first.isHeld()).isFalse();
        assertThat(second.hold()).isTrue();
        assertThat(second.fence()).isEqualTo(2);
    }

    @Test
    void a_holder_that_is_gone_is_replaced_when_its_time_is_over_and_sees_it() {
        Lease gone = new Lease(redis.client(), "massive", "host-1", Duration.ofMillis(50));
        gone.hold();
        await().until(second::hold);
        assertThat(gone.hold()).isFalse();
        assertThat(gone.fence()).isZero();
    }

    @Test
    void letting_go_of_what_another_one_holds_by_now_takes_nothing_away() {
        Lease gone = new Lease(redis.client(), "massive", "host-1", Duration.ofMillis(50));
        gone.hold();
        await().until(second::hold);
        gone.letGo();
        assertThat(redis.client().get("mesh:leader:massive")).isEqualTo("2 host-2");
    }

    @Test
    void letting_go_while_the_server_is_away_troubles_nobody() {
        try (var own = RedisServers.open(redis.url(), "away")) {
            Lease held = new Lease(own, "massive", "host-1", Duration.ofMinutes(1));
            held.hold();
            own.close();
            held.letGo();
            assertThat(held.isHeld()).isFalse();
        }
        assertThat(redis.client().get("mesh:leader:massive")).isEqualTo("1 host-1");
    }

    private static Lease lease(String holder) {
        return new Lease(redis.client(), "massive", holder, Duration.ofMinutes(1));
    }
}
