package marketswarm.market.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import marketswarm.domain.Bar;
import marketswarm.domain.IndexValue;
import marketswarm.domain.Quote;
import marketswarm.domain.RawTick;
import marketswarm.domain.Trade;
import org.junit.jupiter.api.Test;

class TickEntriesTest {

    private static final Trade TRADE = new Trade(
            "X:BTCUSD",
            new BigDecimal("1e-7"),
            new BigDecimal("1E+3"),
            3,
            List.of(1, 2),
            "a-1",
            9L,
            1,
            201,
            1_764_000_000_100L,
            1_764_000_000_123L,
            1_764_000_000_150L);

    @Test
    void a_trade_becomes_the_entry_of_the_contract() {
        var entry = TickEntries.of(TRADE, "backfill");

        assertThat(entry.key()).isEqualTo("market:tick:X:BTCUSD:stream");
        assertThat(entry.id()).isNull();
        assertThat(entry.fields())
                .hasToString(
                        "{type=trade, price=0.0000001, size=1000, exchange=3, conditions=1,2, trade_id=a-1, seq=9, "
                                + "tape=1, trf_id=201, trf_ts_ms=1764000000100, ts_ms=1764000000123, "
                                + "received_ms=1764000000150, origin=backfill}");
    }

    @Test
    void a_live_tick_does_not_say_where_it_comes_from() {
        assertThat(TickEntries.of(List.of(TRADE)).get(0).fields()).doesNotContainKey("origin");
    }

    @Test
    void a_channel_without_a_record_is_kept_as_it_came() {
        var raw = new RawTick("MSFT", "LULD", "{\"ev\":\"LULD\"}", 5, 6);
        assertThat(TickEntries.of(raw, "sim").fields())
                .hasToString("{type=luld, raw={\"ev\":\"LULD\"}, ts_ms=5, received_ms=6, origin=sim}");
    }

    @Test
    void an_index_has_a_value() {
        var value = new IndexValue("I:SPX", new BigDecimal("3988.50"), 5, 6);
        assertThat(TickEntries.of(value, "ws").fields())
                .hasToString("{type=value, value=3988.50, ts_ms=5, received_ms=6}");
    }

    @Test
    void of_a_trade_only_what_is_known_is_told_and_no_size_is_zero() {
        var trade = new Trade(
                "O:A", new BigDecimal("1.540"), BigDecimal.ZERO, null, List.of(), null, null, null, null, null, 5, 6);

        assertThat(TickEntries.of(trade, "ws").fields())
                .hasToString("{type=trade, price=1.540, size=0, ts_ms=5, received_ms=6}");
    }

    @Test
    void a_single_condition_has_no_comma() {
        var trade =
                new Trade("O:A", BigDecimal.ONE, BigDecimal.ONE, 65, List.of(233), null, 0L, null, null, null, 5, 6);

        assertThat(TickEntries.of(trade, "ws").fields())
                .containsEntry("conditions", "233")
                .containsEntry("seq", "0");
    }

    @Test
    void a_quote_becomes_the_entry_of_the_contract() {
        var quote = new Quote(
                "AAPL",
                new BigDecimal("189.09"),
                new BigDecimal("3"),
                new BigDecimal("189.110"),
                new BigDecimal("2E+2"),
                4,
                7,
                50385480L,
                5,
                6);

        assertThat(TickEntries.of(quote, "replay").fields())
                .hasToString("{type=quote, bid=189.09, bid_size=3, ask=189.110, ask_size=200, bid_exchange=4, "
                        + "ask_exchange=7, seq=50385480, ts_ms=5, received_ms=6, origin=replay}");
    }

    @Test
    void of_a_quote_only_the_side_that_is_known_is_told() {
        var quote = new Quote("C:USDCNH", null, null, new BigDecimal("6.83366"), null, null, 44, null, 5, 6);

        assertThat(TickEntries.of(quote, "ws").fields())
                .hasToString("{type=quote, ask=6.83366, ask_exchange=44, ts_ms=5, received_ms=6}");
    }

    @Test
    void a_bar_is_stamped_by_its_end() {
        var bar = new Bar(
                "BRK.B",
                "1s",
                new BigDecimal("489.39"),
                new BigDecimal("489.50"),
                new BigDecimal("489.1"),
                new BigDecimal("489.41"),
                new BigDecimal("200.25"),
                new BigDecimal("489.3981"),
                new BigDecimal("488"),
                new BigDecimal("8642007"),
                new BigDecimal("489.0014"),
                1_764_000_000_000L,
                1_764_000_001_000L,
                1_764_000_001_007L);

        assertThat(TickEntries.of(bar, "ws").fields())
                .hasToString("{type=bar, interval=1s, open=489.39, high=489.50, low=489.1, close=489.41, "
                        + "volume=200.25, vwap=489.3981, start_ms=1764000000000, end_ms=1764000001000, "
                        + "ts_ms=1764000001000, received_ms=1764000001007}");
    }

    @Test
    void a_bar_of_an_index_has_no_volume() {
        var bar = new Bar(
                "I:SPX",
                "1m",
                BigDecimal.ONE,
                BigDecimal.TEN,
                BigDecimal.ONE,
                BigDecimal.valueOf(2),
                null,
                null,
                null,
                null,
                null,
                60_000,
                120_000,
                120_007);

        assertThat(TickEntries.of(bar, "ws").fields())
                .hasToString("{type=bar, interval=1m, open=1, high=10, low=1, close=2, start_ms=60000, end_ms=120000, "
                        + "ts_ms=120000, received_ms=120007}");
    }
}
