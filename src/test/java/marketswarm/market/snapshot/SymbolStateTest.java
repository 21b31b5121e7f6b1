package marketswarm.market.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import marketswarm.domain.Bar;
import marketswarm.domain.Quote;
import marketswarm.domain.Snapshot;
import marketswarm.domain.Trade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 1764000000000 is 16:00 UTC on a weekday; 1764028800000 is the midnight after it. */
class SymbolStateTest {

    private static final long T0 = 1_764_000_000_000L;
    private static final long MIDNIGHT = 1_764_028_800_000L;
    private static final long NOW = 1_764_100_000_000L;

    private final SymbolState state = new SymbolState("AAPL");
    private final SymbolState bitcoin = new SymbolState("X:BTCUSD");

    @Test
    void of_two_trades_in_one_millisecond_the_later_one_is_the_last() {
        state.trade(trade("189.10", "100", T0));
        state.trade(trade("189.20", "50", T0));

        assertThat(state.take(NOW)).containsEntry("price", "189.20").containsEntry("size", "50");
    }

    @Test
    void a_value_that_comes_late_does_not_turn_the_price_back() {
        state.value(dec("3988.5"), T0);
        state.value(dec("3900"), T0 - 1);

        assertThat(state.take(NOW)).containsEntry("price", "3988.5");
    }

    @Test
    void a_quote_sets_both_sides_with_their_sizes() {
        state.quote(quote("189.09", "3", "189.11", "2", T0));

        assertThat(state.take(NOW))
                .containsEntry("bid", "189.09")
                .containsEntry("bid_size", "3")
                .containsEntry("ask", "189.11")
                .containsEntry("ask_size", "2")
                .doesNotContainKeys("price", "size");
    }

    @Test
    void a_quote_of_one_side_leaves_what_was_never_known_absent() {
        state.quote(quote(null, null, "189.11", "2", T0));

        assertThat(state.take(NOW)).containsEntry("ask", "189.11").doesNotContainKeys("bid", "bid_size");
    }

    @Test
    void a_quote_that_comes_late_does_not_turn_the_market_back() {
        state.quote(quote("189.09", "3", "189.11", "2", T0));
        state.quote(quote("150", "1", "151", "1", T0 - 1));

        assertThat(state.take(NOW)).containsEntry("bid", "189.09").containsEntry("ask_size", "2");
    }

    @Test
    void currencies_are_quoted_and_never_printed_so_that_bars_move_their_price() {
        var euro = new SymbolState("C:EURUSD");

        euro.bar(bar("1.05", "1.07", "1.04", "1.0631", T0));
        bitcoin.bar(bar("1.05", "1.07", "1.04", "1.0631", T0));

        assertThat(euro.take(NOW)).containsEntry("price", "1.0631").containsEntry("day_close", "1.0631");
        assertThat(bitcoin.take(NOW)).doesNotContainKey("price").containsEntry("day_close", "1.0631");
    }

    @Test
    void a_bar_of_yesterday_that_is_corrected_after_midnight_leaves_today_alone() {
        bitcoin.bar(bar("100", "110", "90", "105", MIDNIGHT));
        bitcoin.bar(bar("100", "500", "1", "400", MIDNIGHT - 60_000));

        assertThat(bitcoin.take(NOW))
                .containsEntry("day_high", "110")
                .containsEntry("day_low", "90")
                .containsEntry("day_close", "105")
                .doesNotContainKey("prev_close");
    }

    @Test
    void where_bars_say_nothing_of_the_day_the_first_one_of_a_new_day_stands_for_it() {
        bitcoin.bar(bar("100", "110", "90", "105", MIDNIGHT - 1_000));
        bitcoin.bar(bar("104", "106", "103", "103.5", MIDNIGHT));

        assertThat(bitcoin.take(NOW))
                .containsEntry("prev_close", "105")
                .containsEntry("day_open", "104")
                .containsEntry("day_high", "106")
                .containsEntry("day_low", "103")
                .containsEntry("day_close", "103.5")
                .containsEntry("day_volume", "10")
                .containsEntry("day_vwap", "103.7");
    }

    @Test
    void after_the_first_bar_of_a_day_the_others_widen_its_range_and_leave_its_open() {
        bitcoin.bar(bar("100", "110", "90", "105", MIDNIGHT - 1_000));
        bitcoin.bar(bar("104", "106", "103", "103.5", MIDNIGHT));
        bitcoin.bar(bar("103.5", "108", "102", "107", MIDNIGHT + 1_000));

        assertThat(bitcoin.take(NOW))
                .containsEntry("prev_close", "105")
                .containsEntry("day_open", "104")
                .containsEntry("day_high", "108")
                .containsEntry("day_low", "102");
    }

    @Test
    void a_state_that_begins_in_the_middle_of_a_day_does_not_know_how_it_opened() {
        bitcoin.bar(bar("100", "110", "90", "105", MIDNIGHT + 3_600_000));

        assertThat(bitcoin.take(NOW)).doesNotContainKeys("day_open", "day_volume", "day_vwap", "prev_close");
    }

    @Test
    void rest_fills_every_figure_of_a_symbol_that_nothing_is_known_of() {
        assertThat(state.seed(rest("189.10", "187.00", T0))).isTrue();

        assertThat(state.take(NOW))
                .hasToString("{symbol=AAPL, price=189.10, size=10, bid=189.05, bid_size=1, ask=189.15, ask_size=2, "
                        + "day_open=188, day_high=190, day_low=186, day_close=189.00, day_volume=5000, "
                        + "day_vwap=188.5, prev_close=187.00, change=2.10, change_pct=1.123, ts_ms=1764000000000, "
                        + "received_ms=1764000000009, updated_ms=1764100000000, day_ms=1764000000000, source=rest}");
    }

    @Test
    void rest_that_is_newer_replaces_every_figure() {
        state.seed(rest("189.10", "187.00", T0));
        state.take(NOW);

        state.seed(new Rest("AAPL", T0 + 1)
                .market("1", "11", "2", "12", "3", "13")
                .day("4", "8", "3.5", "5", "60", "4.5")
                .before("6", null, null)
                .snapshot());

        assertThat(state.take(NOW))
                .containsEntry("price", "1")
                .containsEntry("size", "11")
                .containsEntry("bid", "2")
                .containsEntry("bid_size", "12")
                .containsEntry("ask", "3")
                .containsEntry("ask_size", "13")
                .containsEntry("day_open", "4")
                .containsEntry("day_high", "8")
                .containsEntry("day_low", "3.5")
                .containsEntry("day_close", "5")
                .containsEntry("day_volume", "60")
                .containsEntry("day_vwap", "4.5")
                .containsEntry("prev_close", "6");
    }

    @Test
    void rest_that_is_older_than_trade_and_quote_changes_neither() {
        state.trade(trade("190", "5", T0));
        state.quote(quote("189.90", "1", "190.10", "1", T0));
        state.take(NOW);

        state.seed(new Rest("AAPL", T0 - 1)
                .market("189", "9", "188", "9", "189", "9")
                .snapshot());

        assertThat(state.take(NOW)).doesNotContainKeys("price", "size", "bid", "bid_size", "ask", "ask_size");
    }

    @Test
    void rest_that_is_older_fills_a_market_of_which_nothing_is_known() {
        state.trade(trade("190", "5", T0));
        state.quote(quote("189.90", "1", null, null, T0));
        state.take(NOW);

        state.seed(new Rest("AAPL", T0 - 1)
                .market("189", "9", "188", "9", "189", "9")
                .snapshot());
        bitcoin.trade(trade("190", "5", T0));
        bitcoin.seed(new Rest("X:BTCUSD", T0 - 1)
                .market("189", "9", "188", "8", "189", "7")
                .snapshot());

        assertThat(state.take(NOW)).doesNotContainKeys("bid", "ask");
        assertThat(bitcoin.take(NOW))
                .containsEntry("price", "190")
                .containsEntry("bid", "188")
                .containsEntry("bid_size", "8")
                .containsEntry("ask", "189")
                .containsEntry("ask_size", "7");
    }

    @Test
    void live_ticks_older_than_what_rest_has_said_come_late() {
        state.seed(rest("189.10", "187.00", T0));

        state.trade(trade("150", "1", T0 - 1));
        state.quote(quote("149", "1", "151", "1", T0 - 1));

        assertThat(state.take(NOW)).containsEntry("price", "189.10").containsEntry("bid", "189.05");
    }

    @Test
    void the_day_of_rest_fills_what_bars_have_left_open_and_replaces_nothing_younger() {
        bitcoin.bar(bar("100", "110", "90", "105", MIDNIGHT + 3_600_000));

        bitcoin.seed(new Rest("X:BTCUSD", MIDNIGHT + 3_600_000)
                .day("80", "300", "20", "99", "7000", "98")
                .snapshot());

        assertThat(bitcoin.take(NOW))
                .containsEntry("day_open", "80")
                .containsEntry("day_high", "110")
                .containsEntry("day_low", "90")
                .containsEntry("day_close", "105")
                .containsEntry("day_volume", "7000")
                .containsEntry("day_vwap", "98");
    }

    @Test
    void the_day_of_rest_does_not_fill_the_next_one() {
        bitcoin.bar(bar("100", "110", "90", "105", MIDNIGHT));

        bitcoin.seed(new Rest("X:BTCUSD", MIDNIGHT - 1)
                .day("80", "300", "20", "99", "7000", "98")
                .snapshot());

        assertThat(bitcoin.take(NOW)).doesNotContainKeys("day_open", "day_volume", "day_vwap");
    }

    @Test
    void bars_go_on_with_the_day_that_rest_has_told() {
        bitcoin.seed(new Rest("X:BTCUSD", MIDNIGHT + 3_600_000)
                .day("80", "300", "20", "99", "7000", "98")
                .snapshot());

        bitcoin.bar(bar("100", "110", "10", "105", MIDNIGHT + 3_601_000));

        assertThat(bitcoin.take(NOW))
                .containsEntry("day_open", "80")
                .containsEntry("day_high", "300")
                .containsEntry("day_low", "10")
                .containsEntry("day_close", "105")
                .doesNotContainKey("prev_close");
    }

    @Test
    void the_bar_of_a_day_after_the_one_that_rest_has_told_begins_a_new_one() {
        bitcoin.seed(new Rest("X:BTCUSD", MIDNIGHT - 1)
                .day("80", "300", "20", "99", "7000", "98")
                .snapshot());

        bitcoin.bar(bar("100", "110", "90", "105", MIDNIGHT));

        assertThat(bitcoin.take(NOW))
                .containsEntry("day_open", "100")
                .containsEntry("day_high", "110")
                .containsEntry("day_low", "90")
                .containsEntry("prev_close", "99");
    }

    @ParameterizedTest
    @CsvSource({"300,", ", 99"})
    void a_high_or_a_close_is_enough_to_be_a_day(String high, String close) {
        state.seed(
                new Rest("AAPL", T0).day("80", high, "20", close, "7000", "98").snapshot());

        assertThat(state.take(NOW)).containsEntry("day_open", "80").containsEntry("day_volume", "7000");
    }

    @Test
    void rest_without_a_day_leaves_the_clock_of_the_day_alone() {
        bitcoin.bar(bar("100", "110", "90", "105", MIDNIGHT));
        bitcoin.seed(new Rest("X:BTCUSD", MIDNIGHT + 60_000)
                .market("189", "9", "188", "8", "189", "7")
                .snapshot());

        bitcoin.bar(bar("105", "107", "104", "106", MIDNIGHT + 1_000));

        assertThat(bitcoin.take(NOW)).containsEntry("day_close", "106");
    }

    @Test
    void the_vendors_change_counts_where_no_previous_close_is_known() {
        state.seed(new Rest("AAPL", T0)
                .market("189", "9", null, null, null, null)
                .before(null, "1.50", "0.8")
                .snapshot());

        assertThat(state.take(NOW)).containsEntry("change", "1.50").containsEntry("change_pct", "0.8");
    }

    @Test
    void the_vendors_change_does_not_count_where_it_can_be_reckoned() {
        state.seed(new Rest("AAPL", T0)
                .market("190", "9", null, null, null, null)
                .before("200", "1.50", "0.8")
                .snapshot());

        assertThat(state.take(NOW)).containsEntry("change", "-10").containsEntry("change_pct", "-5");
    }

    @Test
    void a_new_previous_close_moves_the_change_of_a_price_that_stands() {
        state.seed(rest("189.10", "187.00", T0));
        state.take(NOW);

        state.seed(rest("189.10", "189.10", T0));

        assertThat(state.take(NOW))
                .containsEntry("prev_close", "189.10")
                .containsEntry("change", "0.00")
                .containsEntry("change_pct", "0")
                .doesNotContainKey("price");
    }

    @Test
    void where_nothing_is_traded_the_change_goes_by_the_close_of_the_day() {
        state.seed(new Rest("AAPL", T0)
                .day("100", "110", "90", "105", null, null)
                .before("100", null, null)
                .snapshot());
        state.take(NOW);

        state.bar(bar("105", "106", "104", "104", T0));

        assertThat(state.take(NOW))
                .containsEntry("change", "4")
                .containsEntry("change_pct", "4")
                .doesNotContainKey("price");
    }

    @Test
    void a_quote_does_not_move_the_change() {
        state.seed(rest("189.10", "187.00", T0));
        state.take(NOW);

        state.quote(quote("189.00", "1", "189.20", "1", T0 + 1));

        assertThat(state.take(NOW)).doesNotContainKeys("change", "change_pct", "prev_close");
    }

    @Test
    void without_stamps_none_are_written_and_what_fills_has_a_source() {
        assertThat(state.seed(new Rest("AAPL", null).before("6", null, null).snapshot()))
                .isTrue();

        assertThat(state.take(NOW)).hasToString("{symbol=AAPL, prev_close=6, updated_ms=1764100000000, source=rest}");
    }

    @Test
    void rest_that_says_who_has_spoken_is_believed() {
        state.seed(new Rest("AAPL", T0).before("6", null, null).source("sim").snapshot());

        assertThat(state.take(NOW)).containsEntry("source", "sim");
    }

    @Test
    void rest_that_brings_nothing_new_leaves_stamps_and_source_alone() {
        state.contains("1-0", T0, T0 + 7, "ws");
        state.trade(trade("190", "5", T0));
        state.take(NOW);

        assertThat(state.seed(new Rest("AAPL", T0 + 9)
                        .market("190", "5.0", null, null, null, null)
                        .snapshot()))
                .isFalse();
        assertThat(state.take(NOW)).containsEntry("source", "ws").containsEntry("ts_ms", "1764000000000");
    }

    @Test
    void what_was_written_before_a_restart_stands_against_older_rest_and_yields_to_younger() {
        state.restore(hash("9-0", "price", "189.10", "bid", "189.05", "day_high", "190", "day_close", "189"));

        state.seed(new Rest("AAPL", T0 - 1)
                .market("1", "1", "2", "2", "3", "3")
                .day("4", "8", "3.5", "5", "60", "4.5")
                .snapshot());
        assertThat(state.take(NOW)).doesNotContainKeys("price", "bid", "ask", "day_high", "day_close");

        state.seed(new Rest("AAPL", T0 + 1)
                .market("1", "1", "2", "2", "3", "3")
                .day("4", "8", "3.5", "5", "60", "4.5")
                .snapshot());
        assertThat(state.take(NOW))
                .containsEntry("price", "1")
                .containsEntry("bid", "2")
                .containsEntry("ask", "3")
                .containsEntry("day_high", "8")
                .containsEntry("day_close", "5");
    }

    @Test
    void rest_that_knows_no_price_does_not_make_the_next_bar_a_late_one() {
        var euro = new SymbolState("C:EURUSD");
        euro.bar(bar("1.05", "1.05", "1.05", "1.05", T0));

        euro.seed(new Rest("C:EURUSD", T0 + 60_900)
                .market(null, null, "1.06", "1", "1.07", "1")
                .day("1", "2", "0.5", "1.5", "60", "1.4")
                .snapshot());
        euro.bar(bar("1.05", "1.06", "1.05", "1.06", T0 + 59_000));

        assertThat(euro.take(NOW)).containsEntry("price", "1.06").containsEntry("bid", "1.06");
    }

    @Test
    void rest_that_knows_no_quote_does_not_make_the_next_one_late() {
        state.seed(new Rest("AAPL", T0 + 1_000)
                .market("189", "9", null, null, null, null)
                .snapshot());
        state.quote(quote("188", "1", "190", "1", T0));

        assertThat(state.take(NOW)).containsEntry("bid", "188").containsEntry("ask", "190");
    }

    @Test
    void the_vendors_change_goes_on_with_the_price() {
        state.seed(new Rest("AAPL", T0)
                .market("100", "9", null, null, null, null)
                .before(null, "1", "1.0101")
                .snapshot());
        state.take(NOW);

        state.trade(trade("198", "1", T0 + 1));

        assertThat(state.take(NOW)).containsEntry("change", "99").containsEntry("change_pct", "100");
    }

    @ParameterizedTest
    @CsvSource({"soon", "1-", "-1", "1", "1-0-0", "99999999999999999999-0", "''"})
    void an_id_that_is_none_is_passed_over(String spoiled) {
        state.restore(hash(spoiled, "price", "189.10"));
        assertThat(state.lastId()).isEmpty();
        assertThat(state.take(NOW)).doesNotContainKey("last_id");

        state.contains("10-0", T0, T0, "ws");
        assertThat(state.isBehind(hash(spoiled))).isFalse();
        state.newest("9-0");
        assertThat(state.lastId()).isEqualTo("10-0");
    }

    @Test
    void a_day_that_was_written_before_a_restart_ends_with_the_first_bar_of_the_next() {
        bitcoin.restore(hash(
                "9-0",
                "ts_ms",
                Long.toString(MIDNIGHT + 1_000),
                "day_ms",
                Long.toString(MIDNIGHT),
                "day_open",
                "80",
                "day_high",
                "110",
                "day_low",
                "70",
                "day_close",
                "105"));

        bitcoin.bar(bar("103", "104", "103", "104", MIDNIGHT + 60_000));

        assertThat(bitcoin.take(NOW))
                .containsEntry("prev_close", "105")
                .containsEntry("day_open", "103")
                .containsEntry("day_high", "104")
                .containsEntry("day_low", "103");
    }

    @Test
    void a_day_that_was_written_before_a_restart_is_not_turned_back() {
        bitcoin.bar(bar("100", "110", "90", "105", MIDNIGHT));
        Map<String, String> written = new HashMap<>(bitcoin.take(NOW));
        assertThat(written).containsEntry("day_ms", Long.toString(MIDNIGHT + 1_000));

        var again = new SymbolState("X:BTCUSD");
        again.restore(written);
        again.bar(bar("100", "500", "1", "400", MIDNIGHT - 60_000));

        assertThat(again.take(NOW)).doesNotContainKeys("prev_close", "day_high", "day_low", "day_close", "day_ms");
    }

    @Test
    void what_was_written_before_a_restart_is_no_bar_to_live_ticks() {
        state.restore(hash("9-0", "price", "189.10", "received_ms", "1764000000500", "source", "sim"));

        state.trade(trade("189.20", "5", T0 - 60_000));
        state.contains("10-0", T0 - 60_000, T0 - 59_000, "ws");

        assertThat(state.take(NOW))
                .containsEntry("price", "189.20")
                .containsEntry("ts_ms", "1763999940000")
                .containsEntry("received_ms", "1763999941000")
                .containsEntry("last_id", "10-0")
                .containsEntry("source", "ws");
    }

    @Test
    void the_day_goes_on_after_a_restart() {
        state.restore(hash("9-0", "day_open", "100", "day_high", "110", "day_low", "90", "day_close", "105"));

        state.bar(bar("105", "107", "89", "106", T0 + 1_000));

        assertThat(state.take(NOW))
                .containsEntry("day_low", "89")
                .containsEntry("day_close", "106")
                .doesNotContainKeys("day_open", "day_high", "prev_close");
    }

    @Test
    void a_day_that_begins_after_a_restart_is_seen_as_a_new_one() {
        state.restore(hash("9-0", "day_open", "100", "day_high", "110", "day_low", "90", "day_close", "105"));

        state.bar(bar("104", "106", "103", "103.5", T0 + 86_400_000));

        assertThat(state.take(NOW))
                .containsEntry("prev_close", "105")
                .containsEntry("day_open", "104")
                .containsEntry("day_high", "106")
                .containsEntry("day_low", "103");
    }

    @ParameterizedTest
    @CsvSource({
        "5-0, 5-1, true",
        "5-0, 10-0, true",
        "5-0, 5-0, false",
        "5-1, 5-0, false",
        "10-0, 9-9, false",
        "5-0, '', false",
        "'', 5-0, true",
        "'', '', true"
    })
    void a_state_is_behind_a_hash_that_contains_a_younger_tick(String ours, String theirs, boolean behind) {
        state.passed(ours);

        assertThat(state.isBehind(Map.of("last_id", theirs))).isEqualTo(behind);
    }

    @Test
    void a_hash_that_contains_no_tick_is_behind_none() {
        assertThat(state.isBehind(Map.of())).isTrue();
        state.passed("5-0");
        assertThat(state.isBehind(Map.of())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "5-0, 5-1, 5-1",
        "5-0, 10-0, 10-0",
        "10-0, 9-9, 10-0",
        "5-0, 5-0, 5-0",
        "5-0, '', 5-0",
        "'', 5-0, 5-0",
        "'', '', ''"
    })
    void of_two_ids_the_younger_is_the_last(String last, String other, String newest) {
        state.passed(last);
        state.newest(other);

        assertThat(state.lastId()).isEqualTo(newest);
    }

    @Test
    void an_id_that_is_passed_is_written_with_the_next_change() {
        state.contains("1-0", T0, T0 + 7, "ws");
        state.passed("2-0");

        assertThat(state.take(NOW)).containsEntry("last_id", "2-0").containsEntry("ts_ms", "1764000000000");
    }

    private static Map<String, String> hash(String lastId, String... more) {
        var hash = new HashMap<>(Map.of("symbol", "AAPL", "ts_ms", Long.toString(T0), "last_id", lastId));
        for (int i = 0; i < more.length; i += 2) hash.put(more[i], more[i + 1]);
        return hash;
    }

    private static Trade trade(String price, String size, long tsMs) {
        return new Trade("AAPL", dec(price), dec(size), 4, List.of(), "1", 1L, 3, null, null, tsMs, tsMs + 7);
    }

    private static Quote quote(String bid, String bidSize, String ask, String askSize, long tsMs) {
        return new Quote("AAPL", dec(bid), dec(bidSize), dec(ask), dec(askSize), 4, 7, 1L, tsMs, tsMs + 7);
    }

    /** A second of 10 at 103.7, without figures of the day. */
    private static Bar bar(String open, String high, String low, String close, long startMs) {
        return new Bar(
                "AAPL",
                "1s",
                dec(open),
                dec(high),
                dec(low),
                dec(close),
                dec("10"),
                dec("103.7"),
                null,
                null,
                null,
                startMs,
                startMs + 1_000,
                startMs + 1_007);
    }

    private static Snapshot rest(String price, String prevClose, long tsMs) {
        return new Rest("AAPL", tsMs)
                .market(price, "10", "189.05", "1", "189.15", "2")
                .day("188", "190", "186", "189.00", "5000", "188.5")
                .before(prevClose, null, null)
                .snapshot();
    }

    private static BigDecimal dec(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    /** What REST says, of which most is absent. */
    private static final class Rest {

        private final String symbol;
        private final Long tsMs;
        private List<BigDecimal> market = nothing(6);
        private List<BigDecimal> day = nothing(6);
        private List<BigDecimal> before = nothing(3);
        private String source;

        Rest(String symbol, Long tsMs) {
            this.symbol = symbol;
            this.tsMs = tsMs;
        }

        Rest market(String price, String size, String bid, String bidSize, String ask, String askSize) {
            market = figures(price, size, bid, bidSize, ask, askSize);
            return this;
        }

        Rest day(String open, String high, String low, String close, String volume, String vwap) {
            day = figures(open, high, low, close, volume, vwap);
            return this;
        }

        Rest before(String prevClose, String change, String changePct) {
            before = figures(prevClose, change, changePct);
            return this;
        }

        Rest source(String name) {
            source = name;
            return this;
        }

        Snapshot snapshot() {
            return new Snapshot(
                    symbol,
                    market.get(0),
                    market.get(1),
                    market.get(2),
                    market.get(3),
                    market.get(4),
                    market.get(5),
                    day.get(0),
                    day.get(1),
                    day.get(2),
                    day.get(3),
                    day.get(4),
                    day.get(5),
                    before.get(0),
                    before.get(1),
                    before.get(2),
                    tsMs,
                    tsMs == null ? null : (Long) (tsMs + 9),
                    null,
                    null,
                    source);
        }

        private static List<BigDecimal> figures(String... texts) {
            return Arrays.stream(texts).map(SymbolStateTest::dec).collect(Collectors.toList());
        }

        private static List<BigDecimal> nothing(int figures) {
            return Collections.nCopies(figures, null);
        }
    }
}
