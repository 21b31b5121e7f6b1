package marketswarm.market.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import marketswarm.domain.Bar;
import marketswarm.domain.Quote;
import marketswarm.domain.Tick;
import marketswarm.domain.Trade;
import marketswarm.market.vendor.RestTicks.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuturesTicksTest {

    private static final long NOW = 1_764_000_000_500L;

    @ParameterizedTest
    @CsvSource({
        "TRADES, /futures/v1/trades/ESZ4?timestamp.gte=1763999999123000000&timestamp.lte=1764000000456999999&sort=timestamp.asc&limit=10000",
        "QUOTES, /futures/v1/quotes/ESZ4?timestamp.gte=1763999999123000000&timestamp.lte=1764000000456999999&sort=timestamp.asc&limit=10000",
        "SECONDS, /futures/v1/aggs/ESZ4?window_start.gte=1763999999000000000&window_start.lte=1764000000456999999&sort=window_start.asc&limit=10000&resolution=1sec",
        "MINUTES, /futures/v1/aggs/ESZ4?window_start.gte=1763999940000000000&window_start.lte=1764000000456999999&sort=window_start.asc&limit=10000&resolution=1min"
    })
    void the_history_of_futures_has_addresses_of_its_own_with_all_times_in_nanoseconds(Kind kind, String path) {
        assertThat(RestTicks.path("futures", kind, "ESZ4", 1_763_999_999_123L, 1_764_000_000_456L))
                .isEqualTo(path);
    }

    @Test
    void a_trade_has_no_number_and_no_venue() {
        assertThat(read(Kind.TRADES, "{'price':-37.630,'sequence_number':12,'size':2,'timestamp':1764000000123456789}"))
                .containsExactly(new Trade(
                        "CLM0",
                        dec("-37.630"),
                        dec("2"),
                        null,
                        List.of(),
                        null,
                        12L,
                        null,
                        null,
                        null,
                        1_764_000_000_123L,
                        NOW));
    }

    @Test
    void a_trade_without_a_size_is_one_of_zero() {
        assertThat(read(Kind.TRADES, "{'price':1,'timestamp':1764000000123456789}"))
                .singleElement()
                .isInstanceOfSatisfying(Trade.class, trade -> {
                    assertThat(trade.size()).isZero();
                    assertThat(trade.seq()).isNull();
                });
    }

    @Test
    void a_quote_has_its_sides_and_its_number() {
        assertThat(
                        read(
                                Kind.QUOTES,
                                "{'ask_price':6012.25,'ask_size':9,'bid_price':6012.00,'bid_size':14,'sequence_number':13,"
                                        + "'timestamp':1764000000124000000},{'bid_price':6012,'timestamp':1764000000125000000}"))
                .containsExactly(
                        new Quote(
                                "CLM0",
                                dec("6012.00"),
                                dec("14"),
                                dec("6012.25"),
                                dec("9"),
                                null,
                                null,
                                13L,
                                1_764_000_000_124L,
                                NOW),
                        new Quote("CLM0", dec("6012"), null, null, null, null, null, null, 1_764_000_000_125L, NOW));
    }

    @ParameterizedTest
    @CsvSource({"SECONDS, 1s, 1764000001000", "MINUTES, 1m, 1764000060000"})
    void a_bar_ends_a_window_after_its_start(Kind kind, String interval, long endMs) {
        assertThat(
                        read(
                                kind,
                                "{'open':6012,'high':6013,'low':6011.75,'close':6012.25,'volume':310,'transactions':41,'window_start':1764000000000000000}"))
                .containsExactly(new Bar(
                        "CLM0",
                        interval,
                        dec("6012"),
                        dec("6013"),
                        dec("6011.75"),
                        dec("6012.25"),
                        dec("310"),
                        null,
                        null,
                        null,
                        null,
                        1_764_000_000_000L,
                        endMs,
                        NOW));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "TRADES | {'timestamp':1764000000123456789,'size':1}",
                "TRADES | {'price':1,'size':1}",
                "QUOTES | {'ask_price':1,'bid_price':1}",
                "SECONDS | {'high':1,'low':1,'close':1,'window_start':1764000000000000000}",
                "SECONDS | {'open':1,'low':1,'close':1,'window_start':1764000000000000000}",
                "MINUTES | {'open':1,'high':1,'close':1,'window_start':1764000000000000000}",
                "MINUTES | {'open':1,'high':1,'low':1,'window_start':1764000000000000000}",
                "MINUTES | {'open':1,'high':1,'low':1,'close':1}"
            })
    void an_element_that_lacks_what_makes_its_tick_is_left_out(Kind kind, String element) {
        assertThat(read(kind, element)).isEmpty();
    }

    private static List<Tick> read(Kind kind, String elements) {
        String json = ("{'results':[" + elements + "]}").replace('\'', '"');
        return RestTicks.read("futures", kind, "CLM0", json, NOW).ticks();
    }

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }
}
