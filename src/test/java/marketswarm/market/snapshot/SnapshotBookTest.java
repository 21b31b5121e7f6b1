package marketswarm.market.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import marketswarm.domain.Bar;
import marketswarm.domain.IndexValue;
import marketswarm.domain.Quote;
import marketswarm.domain.RawTick;
import marketswarm.domain.Snapshot;
import marketswarm.domain.Tick;
import marketswarm.domain.Trade;
import marketswarm.market.ManualClock;
import marketswarm.market.TradingDay;
import org.junit.jupiter.api.Test;

/** A morning in AAPL, told in ticks. 1764000000000 is 16:00 UTC on a weekday. */
class SnapshotBookTest {

    private static final long T0 = 1_764_000_000_000L;

    private final SnapshotBook book = new SnapshotBook(new ManualClock(), "ws");

    @Test
    void a_trade_sets_price_and_size_and_nothing_else_is_written() {
        fold("1-0", trade("189.10", "100", T0));

        assertThat(book.takeDirty())
                .hasToString("{AAPL={symbol=AAPL, price=189.10, size=100, ts_ms=1764000000000, "
                        + "received_ms=1764000000007, updated_ms=1764000000000, last_id=1-0, source=ws}}");
        assertThat(book.takeDirty()).isEmpty();
    }

    @Test
    void only_what_changed_is_written_again() {
        fold("1-0", trade("189.10", "100", T0));
        book.takeDirty();

        fold("2-0", trade("189.10", "50", T0 + 1));

        assertThat(taken())
                .doesNotContainKey("price")
                .containsEntry("size", "50")
                .containsEntry("last_id", "2-0");
    }

    @Test
    void a_burst_is_folded_into_one_write() {
        book.fold(
                List.of(trade("189.10", "1", T0), quote("189.09", "189.11", T0 + 1), trade("189.12", "2", T0 + 2)),
                List.of("1-0", "1-1", "1-2"));

        assertThat(taken())
                .containsEntry("price", "189.12")
                .containsEntry("bid", "189.09")
                .containsEntry("ask", "189.11")
                .containsEntry("last_id", "1-2");
    }

    @Test
    void a_quote_moves_bid_and_ask_and_never_the_price() {
        fold("1-0", quote("189.09", "189.11", T0));

        assertThat(taken())
                .containsEntry("bid", "189.09")
                .containsEntry("bid_size", "3")
                .doesNotContainKey("price");
    }

    @Test
    void a_side_that_the_vendor_omits_has_become_zero() {
        fold("1-0", quote("0.05", "0.10", T0));
        book.takeDirty();

        fold("2-0", quote(null, "0.10", T0 + 1));

        assertThat(taken()).containsEntry("bid", "0").doesNotContainKey("ask");
    }

    @Test
    void a_print_that_comes_late_does_not_turn_the_price_back_but_is_contained() {
        fold("1-0", trade("189.10", "100", T0));
        fold("2-0", trade("150.00", "1", T0 - 900_000));

        assertThat(taken())
                .containsEntry("price", "189.10")
                .containsEntry("ts_ms", "1764000000000")
                .containsEntry("last_id", "2-0");
    }

    @Test
    void a_clock_that_was_set_back_by_hours_does_not_freeze_the_price() {
        fold("1-0", trade("189.10", "100", T0));
        fold("2-0", trade("150.00", "1", T0 - 36_000_000));

        assertThat(taken()).containsEntry("price", "150.00");
    }

    @Test
    void bars_set_the_figures_of_the_day() {
        fold("1-0", bar("189", "190", "188", "189.5", T0, "1000", "189.2"));
        fold("2-0", bar("189.5", "189.9", "187.5", "187.75", T0 + 1_000, "1500", "189.1"));

        assertThat(taken())
                .containsEntry("day_open", "188.5")
                .containsEntry("day_high", "190")
                .containsEntry("day_low", "187.5")
                .containsEntry("day_close", "187.75")
                .containsEntry("day_volume", "1500")
                .containsEntry("day_vwap", "189.1")
                .doesNotContainKey("price");
    }

    @Test
    void a_corrected_bar_widens_the_day_without_turning_it_back() {
        fold("1-0", bar("189", "190", "188", "189.5", T0 + 60_000, "1000", "189.2"));
        fold("2-0", bar("189", "191", "188", "188.1", T0, "900", "189.0"));

        assertThat(taken())
                .containsEntry("day_high", "191")
                .containsEntry("day_close", "189.5")
                .containsEntry("day_volume", "1000");
    }

    @Test
    void a_new_day_starts_its_own_range_and_yesterdays_close_becomes_the_previous_one() {
        fold("1-0", bar("189", "190", "188", "189.5", T0, "1000", "189.2"));
        fold("2-0", bar("192", "193", "191", "192.5", T0 + 86_400_000, "10", "192.1"));

        assertThat(taken())
                .containsEntry("day_high", "193")
                .containsEntry("day_low", "191")
                .containsEntry("day_volume", "10")
                .containsEntry("prev_close", "189.5");
    }

    @Test
    void the_whole_session_of_new_york_is_one_day_in_summer_and_in_winter() {
        long summerOpen = 1_751_875_200_000L; // 2025-07-07 04:00 in New York
        long winterOpen = 1_765_184_400_000L; // 2025-12-08 04:00 in New York
        for (long open : new long[] {summerOpen, winterOpen}) {
            long close = open + 16 * 3_600_000L - 1;
            assertThat(TradingDay.EASTERN.number(close)).isEqualTo(TradingDay.EASTERN.number(open));
            assertThat(TradingDay.EASTERN.number(open - 8 * 3_600_000L - 1))
                    .isEqualTo(TradingDay.EASTERN.number(open) - 1);
        }
    }

    @Test
    void change_is_reckoned_from_the_previous_close_to_four_decimals() {
        book.seed(rest("189.10", "187.00", T0));
        fold("1-0", trade("190.00", "1", T0 + 1));

        assertThat(taken())
                .containsEntry("prev_close", "187.00")
                .containsEntry("change", "3.00")
                .containsEntry("change_pct", "1.6043");
    }

    @Test
    void an_index_value_is_the_price_of_an_index() {
        fold("1-0", new IndexValue("I:SPX", new BigDecimal("3988.50"), T0, T0));
        assertThat(book.takeDirty().get("I:SPX")).containsEntry("price", "3988.50");
    }

    @Test
    void rest_fills_what_is_absent_and_never_overwrites_something_newer() {
        fold("1-0", trade("190.00", "1", T0));

        book.seed(rest("189.10", "187.00", T0 - 1));

        assertThat(taken())
                .containsEntry("price", "190.00")
                .containsEntry("bid", "189.05")
                .containsEntry("prev_close", "187.00")
                .containsEntry("last_id", "1-0");
    }

    @Test
    void rest_moves_a_symbol_that_the_socket_is_silent_about() {
        fold("1-0", trade("190.00", "1", T0));
        book.takeDirty();

        book.seed(rest("189.10", "187.00", T0 + 5));

        assertThat(taken())
                .containsEntry("price", "189.10")
                .containsEntry("ts_ms", "1764000000005")
                .containsEntry("source", "rest");
    }

    @Test
    void the_same_answer_again_writes_nothing() {
        book.seed(rest("189.10", "187.00", T0));
        book.takeDirty();

        book.seed(rest("189.10", "187.00", T0));

        assertThat(book.takeDirty()).isEmpty();
    }

    @Test
    void after_a_restart_the_old_state_stands_until_something_moves_it() {
        book.restore(Map.of(
                "symbol",
                "AAPL",
                "price",
                "189.10",
                "prev_close",
                "187.00",
                "ts_ms",
                "1764000000000",
                "last_id",
                "9-0"));
        assertThat(book.takeDirty()).isEmpty();

        book.seed(rest("150.00", "187.00", T0 - 900_000));
        assertThat(taken()).doesNotContainKey("price").containsEntry("last_id", "9-0");

        fold("10-0", trade("189.20", "5", T0 - 60_000));
        assertThat(taken())
                .containsEntry("price", "189.20")
                .containsEntry("change", "2.20")
                .containsEntry("ts_ms", "1763999940000");
    }

    @Test
    void a_hash_that_somebody_spoiled_is_restored_as_far_as_it_makes_sense() {
        book.restore(Map.of("symbol", "AAPL", "price", "n/a", "prev_close", "187.00", "ts_ms", "soon"));
        book.restore(Map.of("price", "1"));
        fold("1-0", trade("188.00", "5", T0));

        assertThat(taken()).containsEntry("change", "1.00");
    }

    @Test
    void a_channel_without_figures_waits_for_a_tick_that_has_some() {
        fold("1-0", new RawTick("AAPL", "LULD", "{}", T0, T0));
        assertThat(book.takeDirty()).isEmpty();
    }

    @Test
    void a_channel_without_figures_advances_the_last_id_of_the_next_write() {
        fold("1-0", trade("189.10", "100", T0));
        fold("2-0", new RawTick("AAPL", "NEW", "{}", T0 + 1, T0 + 1));

        assertThat(taken()).containsEntry("last_id", "2-0").containsEntry("ts_ms", "1764000000000");
    }

    @Test
    void a_hash_is_taken_back_where_another_process_has_gone_on() {
        fold("5-0", trade("189.10", "100", T0));
        book.restore(Map.of("symbol", "AAPL", "price", "188", "ts_ms", "1764000000001", "last_id", "4-0"));
        fold("6-0", new RawTick("AAPL", "NEW", "{}", T0 + 1, T0 + 1));
        assertThat(taken()).containsEntry("price", "189.10");

        book.restore(Map.of("symbol", "AAPL", "prev_close", "180", "ts_ms", "1764000000001", "last_id", "7-0"));
        fold("8-0", trade("189.00", "1", T0 + 2));
        assertThat(taken()).containsEntry("change", "9.00").containsEntry("last_id", "8-0");
    }

    @Test
    void each_symbol_has_its_own_state() {
        fold("1-0", trade("189.10", "100", T0));
        fold("1-1", new IndexValue("I:SPX", new BigDecimal("3988.50"), T0 - 5, T0));

        Map<String, Map<String, String>> changed = book.takeDirty();
        assertThat(changed.get("AAPL")).containsEntry("price", "189.10").containsEntry("last_id", "1-0");
        assertThat(changed.get("I:SPX")).containsEntry("price", "3988.50").containsEntry("last_id", "1-1");
    }

    @Test
    void ids_and_ticks_must_go_together() {
        assertThatThrownBy(() -> book.fold(List.of(trade("1", "1", T0)), List.of()))
                .hasMessage("market: 0 ids for 1 ticks");
    }

    private void fold(String id, Tick tick) {
        book.fold(List.of(tick), List.of(id));
    }

    private Map<String, String> taken() {
        return book.takeDirty().get("AAPL");
    }

    private static Trade trade(String price, String size, long tsMs) {
        return new Trade("AAPL", dec(price), dec(size), 4, List.of(), "1", 1L, 3, null, null, tsMs, tsMs + 7);
    }

    private static Quote quote(String bid, String ask, long tsMs) {
        return new Quote("AAPL", bid == null ? null : dec(bid), dec("3"), dec(ask), dec("2"), 4, 7, 1L, tsMs, tsMs + 7);
    }

    private static Bar bar(
            String open, String high, String low, String close, long startMs, String dayVolume, String dayVwap) {
        return new Bar(
                "AAPL",
                "1s",
                dec(open),
                dec(high),
                dec(low),
                dec(close),
                dec("10"),
                dec(close),
                dec("188.5"),
                dec(dayVolume),
                dec(dayVwap),
                startMs,
                startMs + 1_000,
                startMs + 1_007);
    }

    private static Snapshot rest(String price, String prevClose, long tsMs) {
        return new Snapshot(
                "AAPL",
                dec(price),
                dec("10"),
                dec("189.05"),
                dec("1"),
                dec("189.15"),
                dec("1"),
                null,
                null,
                null,
                null,
                null,
                null,
                dec(prevClose),
                null,
                null,
                tsMs,
                null,
                null,
                null,
                "rest");
    }

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }
}
