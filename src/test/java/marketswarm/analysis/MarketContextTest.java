package marketswarm.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import marketswarm.domain.Analysis.ContextPrice;
import org.junit.jupiter.api.Test;

class MarketContextTest {

    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(1_700_000_010_000L), ZoneOffset.UTC);

    private List<ContextPrice> of(Map<String, String> snapshot) {
        return MarketContext.of(List.of("AAPL"), symbol -> snapshot, clock);
    }

    @Test
    void a_price_has_the_age_of_the_vendors_clock() {
        assertThat(of(Map.of(
                        "price", "189.10",
                        "change_pct", "0.65",
                        "ts_ms", "1700000000000",
                        "received_ms", "1700000009000")))
                .containsExactly(new ContextPrice("AAPL", new BigDecimal("189.10"), new BigDecimal("0.65"), 10_000));
    }

    @Test
    void without_the_vendors_clock_ours_counts() {
        assertThat(of(Map.of("price", "189.10", "received_ms", "1700000009000")))
                .containsExactly(new ContextPrice("AAPL", new BigDecimal("189.10"), null, 1_000));
    }

    @Test
    void a_stale_price_is_kept_with_its_age_and_one_from_the_future_is_new() {
        assertThat(of(Map.of("price", "1", "ts_ms", "1699000000000")).get(0).ageMs())
                .isEqualTo(1_000_010_000L);
        assertThat(of(Map.of("price", "1", "ts_ms", "1700000099000")).get(0).ageMs())
                .isZero();
    }

    @Test
    void a_symbol_without_price_or_time_is_absent() {
        assertThat(of(Map.of())).isEmpty();
        assertThat(of(Map.of("price", "189.10"))).isEmpty();
        assertThat(of(Map.of("ts_ms", "1700000000000"))).isEmpty();
        assertThat(of(Map.of("price", "n/a", "ts_ms", "1700000000000"))).isEmpty();
    }

    @Test
    void symbols_keep_their_order_and_count_once() {
        var prices = MarketContext.of(
                List.of("MSFT", "AAPL", "MSFT"), symbol -> Map.of("price", "1", "ts_ms", "1700000000000"), clock);
        assertThat(prices).extracting(ContextPrice::symbol).containsExactly("MSFT", "AAPL");
    }
}
