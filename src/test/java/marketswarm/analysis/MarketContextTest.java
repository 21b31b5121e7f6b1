package marketswarm.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import marketswarm.domain.Analysis.ContextPrice;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MarketContextTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(1_700_000_100_000L), ZoneOffset.UTC);

    private List<ContextPrice> of(List<String> tickers, String... benchmarks) {
        var terms = new MarketContext.Terms(List.of(benchmarks), Duration.ofMinutes(15));
        return new MarketContext(redis.client(), () -> terms, clock).of(tickers);
    }

    private static void snapshot(String symbol, Map<String, String> fields) {
        redis.client().hset("market:snapshot:" + symbol, fields);
    }

    @Test
    void a_snapshot_becomes_a_price_with_its_age_by_the_vendor_clock() {
        snapshot(
                "AAPL",
                Map.of(
                        "price",
                        "189.10",
                        "change_pct",
                        "0.65",
                        "ts_ms",
                        "1700000090000",
                        "received_ms",
                        "1700000099000"));
        assertThat(of(List.of("AAPL")))
                .containsExactly(
                        new ContextPrice("AAPL", new BigDecimal("189.10"), new BigDecimal("0.65"), 10_000, false));
    }

    @Test
    void our_clock_is_second_best_and_a_change_may_be_missing() {
        snapshot("AAPL", Map.of("price", "189.10", "received_ms", "1700000099000"));
        assertThat(of(List.of("AAPL")))
                .containsExactly(new ContextPrice("AAPL", new BigDecimal("189.10"), null, 1_000, false));
    }

    @Test
    void a_price_from_the_future_is_of_now() {
        snapshot("AAPL", Map.of("price", "189.10", "ts_ms", "1700000100500"));
        assertThat(of(List.of("AAPL")).get(0).ageMs()).isZero();
    }

    @Test
    void a_price_of_long_ago_is_shown_and_marked_as_stale() {
        snapshot("AAPL", Map.of("price", "189.10", "ts_ms", "1699999200000")); // 15 minutes
        snapshot("MSFT", Map.of("price", "410", "ts_ms", "1699999199999"));
        assertThat(of(List.of("AAPL", "MSFT"))).extracting(ContextPrice::stale).containsExactly(false, true);
    }

    @Test
    void benchmarks_come_after_the_item_own_symbols_and_no_symbol_twice() {
        for (String symbol : List.of("AAPL", "MSFT", "SPY", "I:VIX"))
            snapshot(symbol, Map.of("price", "1", "ts_ms", "1700000090000"));
        assertThat(of(List.of("MSFT", "SPY", "MSFT"), "SPY", "I:VIX"))
                .extracting(ContextPrice::symbol)
                .containsExactly("MSFT", "SPY", "I:VIX");
    }

    @Test
    void a_symbol_without_a_usable_price_or_time_is_left_out() {
        snapshot("NOPRICE", Map.of("ts_ms", "1700000090000"));
        snapshot("NOTIME", Map.of("price", "1"));
        snapshot("FOREIGN", Map.of("price", "a lot", "ts_ms", "1700000090000"));
        redis.client().set("market:snapshot:TEXT", "{}");
        snapshot("AAPL", Map.of("price", "189.10", "ts_ms", "1700000090000"));
        assertThat(of(List.of("NONE", "NOPRICE", "NOTIME", "FOREIGN", "TEXT", "AAPL")))
                .extracting(ContextPrice::symbol)
                .containsExactly("AAPL");
    }

    @Test
    void a_round_up_of_many_symbols_shows_the_first_of_them() {
        List<String> many =
                java.util.stream.IntStream.range(0, 40).mapToObj(i -> "S" + i).toList();
        many.forEach(symbol -> snapshot(symbol, Map.of("price", "1", "ts_ms", "1700000090000")));
        assertThat(of(many))
                .hasSize(24)
                .first()
                .extracting(ContextPrice::symbol)
                .isEqualTo("S0");
    }
}
