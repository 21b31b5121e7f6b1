package marketswarm.market.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import marketswarm.domain.Trade;
import marketswarm.market.stream.StoredTicks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastReadTest {

    private static final long NOON = 1_764_072_000_000L;

    private final LastRead read = new LastRead();

    @Test
    void a_gap_begins_by_the_smallest_delay_of_late() {
        frame(NOON, NOON - 40);
        frame(NOON + 1_000, NOON + 990);
        frame(NOON + 2_000, NOON + 1_950);

        assertThat(read.mark()).contains(new StoredTicks.Mark(NOON + 2_000, 50));
    }

    @ParameterizedTest
    @ValueSource(longs = {-7_200_000, -300_000, -30_000, -3_000, 3_000, 30_000, 300_000, 7_200_000})
    void a_clock_that_was_wrong_for_a_while_leaves_nothing_out(long wrongMs) {
        for (int second = 0; second < 5; second++) frame(NOON + second * 1_000, NOON + second * 1_000 - 10);
        for (int second = 5; second < 20; second++) frame(NOON + second * 1_000 + wrongMs, NOON + second * 1_000 - 10);
        frame(NOON + 20_000, NOON + 19_990);

        assertThat(Gap.after(read.mark().orElseThrow()).fromMs()).isLessThan(NOON + 19_990);
    }

    @ParameterizedTest
    @ValueSource(longs = {-7_200_000, -300_000, 300_000, 7_200_000})
    void nor_does_one_that_is_wrong_when_the_gap_begins(long wrongMs) {
        for (int second = 0; second < 5; second++) frame(NOON + second * 1_000, NOON + second * 1_000 - 10);
        frame(NOON + 5_000 + wrongMs, NOON + 4_990);

        assertThat(Gap.after(read.mark().orElseThrow()).fromMs()).isLessThan(NOON + 4_990);
    }

    private void frame(long receivedMs, long tsMs) {
        read.frame(List.of(new Trade(
                "AAPL",
                BigDecimal.ONE,
                BigDecimal.TEN,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                tsMs,
                receivedMs)));
    }
}
