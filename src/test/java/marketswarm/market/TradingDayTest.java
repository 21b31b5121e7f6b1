package marketswarm.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradingDayTest {

    @ParameterizedTest
    @CsvSource({
        "X:BTCUSD, UTC",
        "C:EURUSD, UTC",
        "AAPL, EASTERN",
        "X, EASTERN",
        "C, EASTERN",
        "I:SPX, EASTERN",
        "O:SPY251219C00650000, EASTERN",
        "ESZ4, EASTERN"
    })
    void crypto_and_forex_count_days_of_their_own(String symbol, TradingDay day) {
        assertThat(TradingDay.of(symbol)).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2025-11-24T00:00:00Z",
        "UTC, 1969-12-31T00:00:00Z",
        "EASTERN, 2025-11-24T05:00:00Z",
        "EASTERN, 2025-07-07T05:00:00Z"
    })
    void a_day_has_twenty_four_hours_and_then_comes_the_next(TradingDay day, Instant begins) {
        long ms = begins.toEpochMilli();

        assertThat(day.number(ms - 1)).isEqualTo(day.number(ms) - 1);
        assertThat(day.number(ms + 86_399_999)).isEqualTo(day.number(ms));
        assertThat(day.number(ms + 86_400_000)).isEqualTo(day.number(ms) + 1);
    }
}
