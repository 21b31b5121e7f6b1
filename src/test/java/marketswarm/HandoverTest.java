package marketswarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import marketswarm.redis.Shares;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.exceptions.JedisConnectionException;

class HandoverTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final Shares shares = new Shares(redis.client(), "massive", "host-1", Duration.ofMinutes(1));
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void what_others_wrote_is_taken_back_once_when_a_shard_comes() {
        Handover handover = new Handover(shares, asked::incrementAndGet);

        assertThat(handover.take(1)).isTrue();
        assertThat(handover.take(1)).isFalse();
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_shard_whose_prices_could_not_be_read_comes_when_they_can() {
        Handover handover = new Handover(shares, () -> {
            if (asked.incrementAndGet() == 1) throw new JedisConnectionException("Unexpected end of stream.");
        });

        assertThatThrownBy(() -> handover.take(1)).isInstanceOf(JedisConnectionException.class);
        assertThat(shares.held()).containsExactly(0);
        assertThat(handover.take(1)).isTrue();
        assertThat(asked).hasValue(2);
    }

    @Test
    void a_shard_that_goes_is_told_and_nothing_is_read() {
        Handover handover = new Handover(shares, asked::incrementAndGet);
        handover.take(1);
        shares.leave();
        redis.client().set("mesh:leader:massive", "9 host-2");

        assertThat(handover.take(1)).isTrue();
        assertThat(shares.held()).isEmpty();
        assertThat(asked).hasValue(1);
    }
}
