package marketswarm.market.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import marketswarm.domain.Quote;
import marketswarm.domain.Tick;
import marketswarm.domain.Trade;
import org.junit.jupiter.api.Test;

class RepeatsTest {

    private static final long NOON = 1_764_000_000_000L;

    private final Repeats repeats = new Repeats();

    @Test
    void a_trade_that_comes_twice_in_one_frame_is_kept_once_and_the_rest_in_order() {
        assertThat(repeats.without(List.of(trade("1"), trade("2"), trade("1"), trade("3"), trade("2"))))
                .containsExactly(trade("1"), trade("2"), trade("3"));
        assertThat(repeats.dropped()).isEqualTo(2);
    }

    @Test
    void a_trade_that_comes_again_in_a_later_frame_is_dropped() {
        repeats.without(List.of(trade("1"), trade("2")));

        assertThat(repeats.without(List.of(trade("2"), trade("3")))).containsExactly(trade("3"));
        assertThat(repeats.without(List.of(trade("1"), trade("3")))).isEmpty();
        assertThat(repeats.dropped()).isEqualTo(3);
    }

    @Test
    void where_nothing_is_repeated_the_list_is_passed_on_as_it_is() {
        List<Tick> ticks = List.of(trade("1"), trade("2"));

        assertThat(repeats.without(ticks)).isSameAs(ticks);
        assertThat(repeats.dropped()).isZero();
    }

    @Test
    void equal_trades_without_a_number_and_equal_quotes_are_all_kept() {
        var quote = new Quote(
                "AAPL", BigDecimal.ONE, BigDecimal.TEN, BigDecimal.valueOf(2), BigDecimal.TEN, 4, 7, 9L, NOON, NOON);
        List<Tick> ticks = List.of(trade(null), trade(null), quote, quote);

        assertThat(repeats.without(ticks)).isSameAs(ticks);
        assertThat(repeats.dropped()).isZero();
    }

    @Test
    void a_trade_without_a_number_that_equals_another_is_kept_beside_a_repeated_one() {
        assertThat(repeats.without(List.of(trade("1"), trade("1"), trade(null), trade(null))))
                .containsExactly(trade("1"), trade(null), trade(null));
    }

    @Test
    void most_trades_are_still_known_ten_thousand_trades_later() {
        List<Tick> early = trades(0, 1_000);
        repeats.without(early);
        repeats.without(trades(1_000, 11_000));

        assertThat(repeats.without(early).size()).isLessThan(300);
    }

    @Test
    void a_trade_never_seen_is_never_taken_for_a_repeated_one() {
        assertThat(repeats.without(trades(0, 200_000))).hasSize(200_000);
    }

    private static List<Tick> trades(int from, int until) {
        return IntStream.range(from, until).<Tick>mapToObj(i -> trade("n" + i)).toList();
    }

    private static Trade trade(String id) {
        return new Trade("AAPL", BigDecimal.ONE, BigDecimal.TEN, 4, List.of(), id, 1L, 3, null, null, NOON, NOON + 7);
    }
}
