package marketswarm.market.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import marketswarm.domain.Book;
import marketswarm.domain.Book.Level;
import marketswarm.domain.FairValue;
import marketswarm.domain.Imbalance;
import marketswarm.domain.PriceBand;
import org.junit.jupiter.api.Test;

class RareEntriesTest {

    @Test
    void a_fair_value_is_no_price() {
        var fair = new FairValue("AAPL", dec("189.220"), 5, 6);

        assertThat(TickEntries.of(fair, "ws").fields())
                .hasToString("{type=fair_value, value=189.220, ts_ms=5, received_ms=6}");
    }

    @Test
    void a_band_has_its_limits_and_what_else_is_indicated() {
        var band = new PriceBand("MSFT", dec("218.96"), dec("198.11"), List.of(17, 21), 3, 290317L, 5, 6);

        assertThat(TickEntries.of(band, "sim").fields())
                .hasToString("{type=band, high=218.96, low=198.11, indicators=17,21, tape=3, seq=290317, ts_ms=5, "
                        + "received_ms=6, origin=sim}");
    }

    @Test
    void a_band_of_which_nothing_is_known_says_only_when() {
        var band = new PriceBand("MSFT", null, null, List.of(), null, null, 5, 6);

        assertThat(TickEntries.of(band, "ws").fields()).hasToString("{type=band, ts_ms=5, received_ms=6}");
    }

    @Test
    void an_imbalance_says_what_an_auction_lacks() {
        var imbalance = new Imbalance("NTEST.Q", "M", 930, 10, dec("480"), dec("440"), dec("25.03"), 44L, 5, 6);

        assertThat(TickEntries.of(imbalance, "ws").fields())
                .hasToString("{type=imbalance, auction=M, auction_time=930, exchange=10, imbalance=480, paired=440, "
                        + "clearing_price=25.03, seq=44, ts_ms=5, received_ms=6}");
    }

    @Test
    void of_an_imbalance_only_what_is_known_is_told() {
        var imbalance = new Imbalance("NTEST.Q", null, null, null, dec("480"), null, null, null, 5, 6);

        assertThat(TickEntries.of(imbalance, "ws").fields())
                .hasToString("{type=imbalance, imbalance=480, ts_ms=5, received_ms=6}");
    }

    @Test
    void the_sides_of_a_book_are_json_with_every_digit() {
        var book = new Book(
                "X:BTCUSD",
                List.of(new Level(dec("33712.71"), dec("0.18635")), new Level(dec("33712.70"), dec("1E-8"))),
                List.of(new Level(dec("33718.23"), dec("1E+2"))),
                1,
                5,
                6);

        assertThat(TickEntries.of(book, "ws").fields())
                .hasToString("{type=book, bids=[[33712.71,0.18635],[33712.70,0.00000001]], asks=[[33718.23,100]], "
                        + "exchange=1, ts_ms=5, received_ms=6}");
    }

    @Test
    void a_side_without_orders_is_an_empty_list() {
        var book = new Book("X:BTCUSD", List.of(), List.of(), null, 5, 6);

        assertThat(TickEntries.of(book, "ws").fields())
                .hasToString("{type=book, bids=[], asks=[], ts_ms=5, received_ms=6}");
    }

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }
}
