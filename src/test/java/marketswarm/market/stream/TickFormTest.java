package marketswarm.market.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import marketswarm.domain.Bar;
import marketswarm.domain.IndexValue;
import marketswarm.domain.Quote;
import marketswarm.domain.RawTick;
import marketswarm.domain.Tick;
import marketswarm.domain.Trade;
import marketswarm.redis.RedisServers;
import marketswarm.redis.pipe.Pipe;
import marketswarm.redis.pipe.Room;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A tick encoded by hand is the entry that Jedis would write, and one that was kept on disk is the one it was. */
class TickFormTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @TempDir
    Path folder;

    private static final List<Tick> TICKS = List.of(
            new Trade(
                    "AAPL",
                    dec("189.10"),
                    dec("100"),
                    4,
                    List.of(14, 41),
                    "5298",
                    42L,
                    3,
                    1,
                    1764L,
                    17640000L,
                    17640001L),
            new Quote("BRK.B", dec("114.125"), null, dec("0.00000001"), dec("1E+3"), null, 7, 9L, -1L, 0L),
            new Bar(
                    "X:BTCUSD",
                    "1s",
                    dec("1"),
                    dec("2"),
                    dec("0.5"),
                    dec("1.50"),
                    null,
                    dec("1.2"),
                    dec("9"),
                    dec("8"),
                    dec("7"),
                    1_000L,
                    2_000L,
                    3_000L),
            new IndexValue("I:SPX", dec("3822.39"), 5L, 6L),
            new RawTick("AAPL", "LULD", "{\"ev\":\"LULD\",\"T\":\"AAPL\",\"note\":\"é\"}", 7L, 8L));

    @Test
    void every_kind_of_tick_becomes_the_entry_that_its_fields_say() {
        var form = new TickForm("sim", () -> 100);
        try (var pipe = new Pipe<>(
                RedisServers.address(redis.url(), "test").orElseThrow(),
                form,
                new Room(() -> 1 << 20, () -> 0, folder),
                "market:written:",
                (ticks, ids) -> {})) {
            pipe.offer(TICKS);
            await().until(() -> pipe.counts().written() == TICKS.size());
        }

        for (Tick tick : TICKS)
            assertThat(redis.client().xrange(form.key(tick), "-", "+"))
                    .anySatisfy(entry -> assertThat(entry.getFields())
                            .isEqualTo(TickEntries.of(tick, "sim").fields()));
    }

    @Test
    void what_was_kept_on_disk_comes_back_as_it_was_digits_and_all() {
        var form = new TickForm("ws", () -> 100);

        assertThat(form.restore(form.store(TICKS))).isEqualTo(TICKS);
    }

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }
}
