package marketswarm.market.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import marketswarm.domain.Trade;
import marketswarm.market.stream.LostTicks.Hole;
import org.junit.jupiter.api.Test;

class LostTicksTest {

    private static final long NOON = 1_764_072_000_000L;

    private final LostTicks lost = new LostTicks();

    @Test
    void what_is_lost_together_is_one_hole_of_its_market() {
        drop("AAPL", NOON);
        drop("MSFT", NOON + 30_000);
        drop("X:BTC-USD", NOON);

        assertThat(lost.of("stocks")).containsExactly(new Hole(NOON, NOON + 30_000, 7, 2));
        assertThat(lost.of("crypto")).containsExactly(new Hole(NOON, NOON, 7, 1));
        assertThat(lost.of("forex")).isEmpty();
    }

    @Test
    void what_is_lost_after_the_clock_was_set_back_is_another_hole_or_makes_it_greater() {
        drop("AAPL", NOON);
        drop("AAPL", NOON - 30_000);
        assertThat(lost.of("stocks")).containsExactly(new Hole(NOON - 30_000, NOON, 7, 2));

        drop("AAPL", NOON - 300_000);
        assertThat(lost.of("stocks")).containsExactly(new Hole(NOON - 300_000, NOON - 300_000, 7, 1));
    }

    @Test
    void what_redis_has_forgotten_hides_nothing_that_found_no_room() {
        lost.forgotten(Duration.ofSeconds(5), NOON + 300_000);
        drop("AAPL", NOON);

        Set<Hole> holes = lost.of("stocks");
        assertThat(holes).hasSize(2).contains(new Hole(NOON, NOON, 7, 1));
        assertThat(lost.of("crypto")).hasSize(1).allMatch(Hole::isForgotten);
    }

    private void drop(String symbol, long receivedMs) {
        lost.dropped(List.of(new Trade(
                symbol,
                BigDecimal.ONE,
                BigDecimal.TEN,
                null,
                List.of(),
                "1",
                null,
                null,
                null,
                null,
                receivedMs - 7,
                receivedMs)));
    }
}
