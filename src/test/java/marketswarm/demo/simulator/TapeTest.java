package marketswarm.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TapeTest {

    private static final long START_MS = 1_790_000_040_000L;
    private static final long MINUTE_MS = 60_000;

    @Test
    void equal_seed_and_start_give_equal_bytes() {
        assertThat(bytes(tape(7), START_MS + MINUTE_MS)).isEqualTo(bytes(tape(7), START_MS + MINUTE_MS));
    }

    @Test
    void bytes_do_not_depend_on_how_often_the_tape_is_read() {
        Tape tape = tape(7);
        var pieces = new StringBuilder();
        for (long ms = START_MS; ms <= START_MS + MINUTE_MS; ms += 20) pieces.append(bytes(tape, ms));

        assertThat(pieces.toString()).isEqualTo(bytes(tape(7), START_MS + MINUTE_MS));
    }

    @Test
    void a_halted_stock_neither_trades_nor_is_quoted_until_limits_say_that_it_goes_on() {
        Tape tape = tape(7);
        tape.until(START_MS + 5_000, Set.of());

        List<Print> halted = tape.until(START_MS + 9_000, Set.of("AAPL"));
        List<Print> after = tape.until(START_MS + 9_020, Set.of());
        after.addAll(tape.until(START_MS + 15_000, Set.of()));

        assertThat(of(halted, "AAPL", Print.Limits.class, limits -> true))
                .extracting(Print.Limits::indicators, Print.Limits::tsMs)
                .containsExactly(tuple(List.of(17), START_MS + 9_000));
        assertThat(of(halted, "AAPL", Print.Trade.class, trade -> true)).isEmpty();
        assertThat(of(halted, "AAPL", Print.Quote.class, quote -> true)).isEmpty();
        assertThat(of(halted, "MSFT", Print.Trade.class, trade -> true)).isNotEmpty();
        assertThat(of(after, "AAPL", Print.Limits.class, limits -> true))
                .extracting(Print.Limits::indicators)
                .containsExactly(List.of(18));
        assertThat(of(after, "AAPL", Print.Trade.class, trade -> trade.tsMs() < START_MS + 9_020))
                .isEmpty();
        assertThat(of(after, "AAPL", Print.Trade.class, trade -> true)).isNotEmpty();
        assertThat(halted).extracting(Print::tsNs).isSorted();
    }

    @Test
    void another_seed_gives_another_market() {
        assertThat(bytes(tape(8), START_MS + 5_000)).isNotEqualTo(bytes(tape(7), START_MS + 5_000));
    }

    @Test
    void prints_come_in_the_order_of_time() {
        assertThat(tape(7).until(START_MS + 10_000)).extracting(Print::tsNs).isSorted();
    }

    @Test
    void prints_come_at_about_the_rate_that_was_asked_for() {
        long ticks = tape(7).until(START_MS + MINUTE_MS).stream()
                .filter(print -> print.listing().symbol().equals("AAPL"))
                .filter(print -> print instanceof Print.Trade || print instanceof Print.Quote)
                .count();

        assertThat(ticks).isBetween(400L, 560L);
    }

    @Test
    void a_minute_bar_is_what_its_trades_were() {
        List<Print> prints = tape(7).until(START_MS + MINUTE_MS + 1);
        List<Print.Trade> trades = of(prints, "AAPL", Print.Trade.class, trade -> true);
        Print.Bar bar = of(prints, "AAPL", Print.Bar.class, Print.Bar::minute).get(0);

        assertThat(bar.startMs()).isEqualTo(START_MS);
        assertThat(bar.endMs()).isEqualTo(START_MS + MINUTE_MS);
        assertThat(bar.open()).isEqualByComparingTo(trades.get(0).price());
        assertThat(bar.close())
                .isEqualByComparingTo(trades.get((int) bar.trades() - 1).price());
        assertThat(bar.high())
                .isEqualByComparingTo(trades.stream()
                        .limit(bar.trades())
                        .map(Print.Trade::price)
                        .reduce(BigDecimal.ZERO, BigDecimal::max));
        assertThat(bar.volume())
                .isEqualByComparingTo(trades.stream()
                        .limit(bar.trades())
                        .map(Print.Trade::size)
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
        assertThat(trades.size() - bar.trades()).isZero();
    }

    @Test
    void second_bars_add_up_to_the_minute_bar() {
        List<Print> prints = tape(7).until(START_MS + MINUTE_MS + 1);
        Print.Bar minute =
                of(prints, "X:BTCUSD", Print.Bar.class, Print.Bar::minute).get(0);
        List<Print.Bar> seconds = of(prints, "X:BTCUSD", Print.Bar.class, bar -> !bar.minute());

        assertThat(seconds.stream().map(Print.Bar::volume).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(minute.volume());
        assertThat(seconds.get(0).open()).isEqualByComparingTo(minute.open());
        assertThat(seconds.get(seconds.size() - 1).close()).isEqualByComparingTo(minute.close());
    }

    @Test
    void a_bid_is_below_the_ask_and_near_yesterdays_close() {
        List<Print.Quote> quotes = tape(7).until(START_MS + MINUTE_MS).stream()
                .filter(Print.Quote.class::isInstance)
                .map(Print.Quote.class::cast)
                .toList();

        assertThat(quotes).isNotEmpty().allSatisfy(quote -> {
            assertThat(quote.bid()).isLessThan(quote.ask());
            assertThat(quote.bid().doubleValue() / quote.listing().previousClose())
                    .isBetween(0.9, 1.1);
        });
    }

    @Test
    void trades_of_two_runs_on_one_day_have_different_ids() {
        var later = new Tape(Listings.ALL, 7, START_MS + MINUTE_MS, 8);
        List<String> first = of(tape(7).until(START_MS + MINUTE_MS), "AAPL", Print.Trade.class, trade -> true).stream()
                .map(Print.Trade::id)
                .toList();

        assertThat(of(later.until(START_MS + 2 * MINUTE_MS), "AAPL", Print.Trade.class, trade -> true))
                .extracting(Print.Trade::id)
                .doesNotContainAnyElementsOf(first);
    }

    private static Tape tape(long seed) {
        return new Tape(Listings.ALL, seed, START_MS, 8);
    }

    private static String bytes(Tape tape, long untilMs) {
        return tape.until(untilMs).stream().map(SocketJson::of).collect(Collectors.joining());
    }

    private static <P extends Print> List<P> of(List<Print> prints, String symbol, Class<P> kind, Predicate<P> wanted) {
        return prints.stream()
                .filter(print -> print.listing().symbol().equals(symbol))
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(wanted)
                .toList();
    }
}
