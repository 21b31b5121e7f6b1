package marketswarm.market.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;

/** What is kept by age, and what is told of ticks that found no room. */
class OldTicksTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-02T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void a_tick_goes_when_it_is_too_old_also_when_the_symbol_is_quiet() {
        add(NOON.millis() - 3_600_001);
        add(NOON.millis() - 3_599_999);

        new OldTicks(redis.client(), () -> 1, NOON).sweep();

        assertThat(redis.client().xrange("market:tick:AAPL:stream", "-", "+"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getID().getTime()).isEqualTo(NOON.millis() - 3_599_999));
    }

    @Test
    void without_an_age_nothing_goes() {
        add(1);

        new OldTicks(redis.client(), () -> 0, NOON).sweep();

        assertThat(redis.client().xlen("market:tick:AAPL:stream")).isEqualTo(1);
    }

    private static void add(long ms) {
        redis.client().sadd("market:symbols", "AAPL");
        redis.client().xadd("market:tick:AAPL:stream", new StreamEntryID(ms, 0), Map.of("type", "trade"));
    }
}
