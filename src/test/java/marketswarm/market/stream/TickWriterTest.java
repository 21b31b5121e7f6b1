package marketswarm.market.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import marketswarm.domain.IndexValue;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TickWriterTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Test
    void a_symbol_is_known_with_its_first_tick() {
        TickWriter writer = new TickWriter("ws", () -> 1_000);

        writer.append(
                redis.client(),
                "market:tick:*:stream",
                List.of(new IndexValue("I:SPX", new BigDecimal("6000.1"), 1, 2)));

        assertThat(redis.client().smembers("market:symbols")).containsExactly("I:SPX");
        assertThat(redis.client().xlen("market:tick:I:SPX:stream")).isEqualTo(1);
    }
}
