package marketswarm.market.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import marketswarm.domain.Bar;
import marketswarm.domain.Book;
import marketswarm.domain.Book.Level;
import marketswarm.domain.IndexValue;
import marketswarm.domain.PriceBand;
import marketswarm.domain.Quote;
import marketswarm.domain.RawTick;
import marketswarm.domain.Tick;
import marketswarm.domain.Trade;
import marketswarm.market.Fixture;
import marketswarm.market.session.SymbolRoom;
import marketswarm.market.stream.TickEntries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {

    private static final long NOW = 1_764_000_000_500L;

    private final Decoder stocks = new Decoder("stocks");

    @Test
    void a_frame_mixes_statuses_trades_quotes_bars_and_channels_without_a_record() {
        Frame frame = stocks.decode(Fixture.text("stocks-mixed.json"), NOW);

        assertThat(frame.statuses()).containsExactly(new Status("success", "subscribed to: AM.MSFT"));
        assertThat(frame.malformed()).isZero();
        assertThat(frame.ticks())
                .containsExactly(
                        new Trade(
                                "AAPL",
                                dec("189.10"),
                                dec("100.5"),
                                4,
                                List.of(12, 37),
                                "71675577320245",
                                3681328L,
                                3,
                                201,
                                1_764_000_000_120L,
                                1_764_000_000_123L,
                                NOW),
                        new Quote(
                                "AAPL",
                                dec("189.09"),
                                dec("3"),
                                dec("189.11"),
                                dec("2"),
                                4,
                                7,
                                50385480L,
                                1_764_000_000_124L,
                                NOW),
                        new Bar(
                                "BRK.B",
                                "1s",
                                dec("489.39"),
                                dec("489.5"),
                                dec("489.1"),
                                dec("489.41"),
                                dec("200.25"),
                                dec("489.3981"),
                                dec("488.66"),
                                dec("8642007.75"),
                                dec("489.0014"),
                                1_764_000_000_000L,
                                1_764_000_001_000L,
                                NOW),
                        new PriceBand(
                                "MSFT", dec("218.96"), dec("198.11"), List.of(21), 3, 290317L, 1_764_000_000_124L, NOW),
                        new RawTick(
                                "MSFT",
                                "NEW",
                                "{\"ev\":\"NEW\",\"sym\":\"MSFT\",\"deep\":{\"a\":[1,{\"b\":\"}]\"}]},\"t\":1764000000125}",
                                1_764_000_000_125L,
                                NOW));
    }

    @Test
    void stamps_in_another_unit_than_documented_are_counted() {
        stocks.decode(Fixture.text("stocks-mixed.json"), NOW);
        assertThat(stocks.timeSurprises()).isEqualTo(1); // LULD, documented in milliseconds, sent in nanoseconds
    }

    @ParameterizedTest
    @CsvSource({
        "1764000000123456789, 1764000000123, 1",
        "1764000000123456, 1764000000123, 1",
        "1764000000123, 1764000000123, 0",
        "1764000000, 1764000000500, 1",
        "32503680000000, 1764000000500, 1",
        "9223372036854775807, 1764000000500, 1",
        "-5, 1764000000500, 1"
    })
    void the_unit_of_a_stamp_is_told_by_its_magnitude(String stamp, long tsMs, int surprises) {
        Frame frame = stocks.decode("[{\"ev\":\"T\",\"sym\":\"AAPL\",\"p\":1,\"t\":" + stamp + "}]", NOW);

        assertThat(frame.ticks().get(0).tsMs()).isEqualTo(tsMs);
        assertThat(stocks.timeSurprises()).isEqualTo(surprises);
    }

    @Test
    void crypto_is_spelled_as_on_rest_and_keeps_its_venue() {
        Frame frame = new Decoder("crypto").decode(Fixture.text("crypto.json"), NOW);

        assertThat(frame.ticks())
                .startsWith(
                        new Trade(
                                "X:BTCUSD",
                                dec("33021.9"),
                                dec("0.01616617"),
                                3,
                                List.of(2),
                                "14272084",
                                null,
                                null,
                                null,
                                null,
                                1610462007425L,
                                NOW),
                        new Quote(
                                "X:BTCUSD",
                                dec("33052.79"),
                                dec("0.48"),
                                dec("33073.19"),
                                dec("0.601"),
                                1,
                                1,
                                null,
                                1610462411115L,
                                NOW));
        assertThat(frame.ticks().get(2)).isInstanceOfSatisfying(Book.class, book -> {
            assertThat(book.symbol()).isEqualTo("X:BTCUSD");
            assertThat(book.asks()).contains(new Level(dec("33718.23"), dec("3.5527483")));
            assertThat(book.tsMs()).isEqualTo(1610462411115L);
        });
        assertThat(frame.ticks().get(3))
                .isEqualTo(bar("X:BCDUSD", "1s", "0.772 0.784 0.771 0.784 951.6112", 1610463240000L, 1610463241000L));
    }

    @Test
    void forex_quotes_carry_the_pair_where_others_carry_the_price_and_bars_may_lack_their_end() {
        Frame frame = new Decoder("forex").decode(Fixture.text("forex.json"), NOW);

        assertThat(frame.ticks().get(0))
                .isEqualTo(new Quote(
                        "C:USDCNH", dec("6.83363"), null, dec("6.83366"), null, 44, 44, null, 1536036818784L, NOW));
        assertThat(frame.ticks().get(1)).isInstanceOfSatisfying(Bar.class, bar -> {
            assertThat(bar.symbol()).isEqualTo("C:USDEUR");
            assertThat(bar.endMs()).isEqualTo(1539145800000L);
            assertThat(bar.vwap()).isNull();
        });
    }

    @Test
    void indices_have_values_and_bars_without_volume() {
        Frame frame = new Decoder("indices").decode(Fixture.text("indices.json"), NOW);

        assertThat(frame.ticks().get(0)).isEqualTo(new IndexValue("I:SPX", dec("3988.5"), 1678220098130L, NOW));
        assertThat(frame.ticks().get(1)).isInstanceOfSatisfying(Bar.class, bar -> {
            assertThat(bar.volume()).isNull();
            assertThat(bar.dayOpen()).isEqualTo("3985.67");
        });
    }

    @Test
    void futures_of_an_exchange_are_read_like_stocks() {
        Frame frame = new Decoder("futures/cme").decode(Fixture.text("futures.json"), NOW);

        assertThat(frame.ticks()).extracting(Tick::symbol).containsOnly("ESZ4");
        assertThat(frame.ticks()).hasExactlyElementsOfTypes(Trade.class, Quote.class, Bar.class);
        assertThat(frame.ticks()).extracting(Tick::tsMs).startsWith(1730000000123L, 1730000000124L);
    }

    @Test
    void a_malformed_element_costs_itself_and_not_the_rest_of_its_frame() {
        Frame frame = stocks.decode(Fixture.text("stocks-broken.json"), NOW);

        assertThat(frame.ticks()).extracting(Tick::symbol).containsExactly("AAPL", "MSFT", "NVDA");
        // null, no price after the colon, a price in words, no ev, no symbol, a price beyond reason
        assertThat(frame.malformed()).isEqualTo(6);
    }

    @Test
    void a_frame_that_breaks_off_keeps_what_came_before() {
        Frame frame =
                stocks.decode("[{\"ev\":\"Q\",\"sym\":\"A\",\"bp\":1,\"t\":1764000000000},{\"ev\":\"T\",\"sy", NOW);

        assertThat(frame.ticks()).hasSize(1);
        assertThat(frame.malformed()).isEqualTo(1);
    }

    @Test
    void raw_text_after_a_broken_element_is_still_cut_out_exactly() {
        Frame frame =
                stocks.decode("[{\"ev\":\"T\",oops}, {\"ev\":\"Y\",\"T\":\"A\"}, {\"ev\":\"Z\",\"T\":\"B\"}]", NOW);

        assertThat(frame.ticks())
                .extracting(tick -> ((RawTick) tick).json())
                .containsExactly("{\"ev\":\"Y\",\"T\":\"A\"}", "{\"ev\":\"Z\",\"T\":\"B\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{\"ev\":\"status\"}", "42", "[", "\"text\"", "null"})
    void a_frame_that_is_no_array_is_one_malformed(String text) {
        Frame frame = stocks.decode(text, NOW);
        assertThat(frame.ticks()).isEmpty();
        assertThat(frame.malformed()).isEqualTo(1);
        assertThat(frame.refused()).hasSize(1);
    }

    @Test
    void an_empty_array_is_fine() {
        assertThat(stocks.decode("[]", NOW)).isEqualTo(new Frame(List.of(), List.of(), 0, List.of(), List.of()));
    }

    @Test
    void every_field_may_be_absent() {
        Frame frame = stocks.decode(
                "[{\"ev\":\"T\",\"sym\":\"AAPL\",\"p\":5},{\"ev\":\"Q\",\"sym\":\"AAPL\"},{\"ev\":\"A\",\"sym\":\"AAPL\"},{\"ev\":\"status\"}]",
                NOW);

        assertThat(frame.ticks())
                .containsExactly(
                        new Trade("AAPL", dec("5"), dec("0"), null, List.of(), null, null, null, null, null, NOW, NOW),
                        new Quote("AAPL", null, null, null, null, null, null, null, NOW, NOW),
                        new RawTick("AAPL", "A", "{\"ev\":\"A\",\"sym\":\"AAPL\"}", NOW, NOW));
        assertThat(frame.statuses()).containsExactly(new Status("", ""));
    }

    @Test
    void the_name_of_the_channel_need_not_come_first() {
        Frame frame = stocks.decode("[{\"p\":5,\"t\":1764000000123,\"sym\":\"AAPL\",\"s\":7,\"ev\":\"T\"}]", NOW);
        assertThat(frame.ticks().get(0))
                .isInstanceOfSatisfying(
                        Trade.class, trade -> assertThat(trade.size()).isEqualTo("7"));
    }

    @Test
    void nothing_leaks_from_one_element_into_the_next() {
        Frame frame = stocks.decode(
                "[{\"ev\":\"T\",\"sym\":\"A\",\"p\":5,\"c\":[9],\"i\":\"x\",\"q\":3},{\"ev\":\"T\",\"sym\":\"A\",\"p\":6}]",
                NOW);
        assertThat(frame.ticks().get(1))
                .isEqualTo(new Trade("A", dec("6"), dec("0"), null, List.of(), null, null, null, null, null, NOW, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "189.10, 189.10",
        "1e-7, 0.0000001",
        "1E+3, 1000",
        "123456789.123456789, 123456789.123456789",
        "0.30000000000000004, 0.30000000000000004",
        "9223372036854775808, 9223372036854775808",
        "100, 100"
    })
    void prices_keep_their_digits(String wire, String plain) {
        Frame frame = stocks.decode("[{\"ev\":\"T\",\"sym\":\"A\",\"p\":" + wire + ",\"t\":1764000000123}]", NOW);
        assertThat(TickEntries.of(frame.ticks()).get(0).field("price")).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "stocks, BRK.B, BRK.B",
        "options, O:SPY251219C00650000, O:SPY251219C00650000",
        "indices, I:SPX, I:SPX",
        "crypto, BTC-USD, X:BTCUSD",
        "crypto, X:BTC-USD, X:BTCUSD",
        "forex, EUR/USD, C:EURUSD",
        "forex, C:EUR-USD, C:EURUSD",
        "forex, C:EURUSD, C:EURUSD"
    })
    void symbols_are_spelled_as_on_rest(String cluster, String wire, String symbol) {
        Frame frame = new Decoder(cluster).decode("[{\"ev\":\"FMV\",\"sym\":\"" + wire + "\",\"fmv\":1}]", NOW);
        assertThat(frame.ticks()).extracting(Tick::symbol).containsExactly(symbol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BRK/B", "A B", "", "A\\u0000", "A\\n"})
    void a_symbol_that_must_not_become_a_key_is_malformed(String symbol) {
        Frame frame = stocks.decode("[{\"ev\":\"T\",\"sym\":\"" + symbol + "\",\"p\":1}]", NOW);
        assertThat(frame.ticks()).isEmpty();
        assertThat(frame.refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo("no symbol that may become a key"));
    }

    @Test
    void what_was_refused_is_kept_with_its_reason_and_only_the_beginning_of_much() {
        Frame frame = stocks.decode(
                "[7,{\"ev\":\"T\",\"sym\":\"A\",\"p\":\"many\"},{\"sym\":\"B\"},{\"ev\":\"T\",\"sym\":\"A/B\",\"p\":1,\"x\":\""
                        + "y".repeat(5_000) + "\"},{\"ev\":\"T\",\"sym\":\"A\",\"p\":1},{\"ev\":",
                NOW);

        assertThat(frame.ticks()).hasSize(1);
        assertThat(frame.malformed()).isEqualTo(5);
        assertThat(frame.refused())
                .extracting(Refused::reason)
                .containsExactly(
                        "no object",
                        "a field that holds what it cannot",
                        "no channel",
                        "no symbol that may become a key",
                        "broken JSON");
        assertThat(frame.refused().get(1).text()).isEqualTo("{\"ev\":\"T\",\"sym\":\"A\",\"p\":\"many\"}");
        assertThat(frame.refused().get(3).text()).hasSize(500);
    }

    @Test
    void of_a_flood_of_refused_elements_only_the_first_are_kept() {
        Frame frame = stocks.decode("[" + "7,".repeat(99_999) + "7]", NOW);

        assertThat(frame.malformed()).isEqualTo(100_000);
        assertThat(frame.refused()).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({"stocks, T, AAPL, 0", "crypto, XT, X:BTCUSD, 0", "futures, T, CLM0, 1"})
    void a_price_below_zero_is_one_for_futures_only(String cluster, String channel, String symbol, int ticks) {
        Frame frame = new Decoder(cluster)
                .decode("[{\"ev\":\"" + channel + "\",\"sym\":\"" + symbol + "\",\"p\":-37.63,\"s\":1}]", NOW);

        assertThat(frame.ticks()).hasSize(ticks);
        assertThat(frame.malformed()).isEqualTo(1 - ticks);
    }

    @Test
    void sizes_in_words_of_digits_are_numbers() {
        Frame frame = stocks.decode("[{\"ev\":\"T\",\"sym\":\"A\",\"p\":\"5.10\",\"s\":1,\"ds\":\"0.250\"}]", NOW);

        assertThat(TickEntries.of(frame.ticks()).get(0).fields())
                .containsEntry("price", "5.10")
                .containsEntry("size", "0.250");
    }

    @Test
    void channels_without_a_record_are_counted() {
        stocks.decode("[{\"ev\":\"ZZ\",\"sym\":\"A\"},{\"ev\":\"ZZ\",\"sym\":\"B\"}]", NOW);

        assertThat(stocks.unknownChannels()).isEqualTo(2);
    }

    @Test
    void a_million_unknown_symbols_fill_their_room_and_no_more() {
        var room = new SymbolRoom(() -> 1_000);
        room.keep(List.of("AAPL"));
        var decoder = new Decoder("stocks", room::admit);
        int kept = 0;
        for (int i = 0; i < 1_000; i++) {
            var frame = new StringBuilder("[{\"ev\":\"T\",\"sym\":\"AAPL\",\"p\":1}");
            for (int n = 0; n < 1_000; n++)
                frame.append(",{\"ev\":\"T\",\"sym\":\"U").append(i * 1_000 + n).append("\",\"p\":1}");
            kept += decoder.decode(frame.append(']').toString(), NOW).ticks().size();
        }

        assertThat(room.size()).isEqualTo(1_000);
        assertThat(room.refused()).isEqualTo(999_001);
        assertThat(kept).isEqualTo(1_000 + 999);
    }

    @Test
    void the_levels_of_a_book_keep_their_digits_and_what_is_no_level_is_left_out() {
        Frame frame = new Decoder("crypto")
                .decode(
                        "[{\"ev\":\"XL2\",\"pair\":\"BTC-USD\",\"b\":[[33712.70,\"0.1863\"],[1],[],7,[1,2,3],[{},2]],\"a\":[],\"x\":1}]",
                        NOW);

        assertThat(frame.ticks())
                .containsExactly(new Book(
                        "X:BTCUSD",
                        List.of(new Level(dec("33712.70"), dec("0.1863")), new Level(dec("1"), dec("2"))),
                        List.of(),
                        1,
                        NOW,
                        NOW));
    }

    @Test
    void a_large_frame_is_cut_as_exactly_as_a_small_one() {
        String element = "{\"ev\":\"NEW\",\"T\":\"MSFT\",\"h\":218.96,\"l\":198.11,\"t\":1764000000123}";
        Frame frame = stocks.decode("[" + (element + ",").repeat(9_999) + element + "]", NOW);
        assertThat(frame.ticks())
                .hasSize(10_000)
                .allMatch(tick -> ((RawTick) tick).json().equals(element));
    }

    private static Bar bar(String symbol, String interval, String figures, long startMs, long endMs) {
        List<String> f = List.of(figures.split(" ", -1));
        return new Bar(
                symbol,
                interval,
                dec(f.get(0)),
                dec(f.get(1)),
                dec(f.get(2)),
                dec(f.get(3)),
                dec(f.get(4)),
                dec("0.7756"),
                null,
                null,
                null,
                startMs,
                endMs,
                NOW);
    }

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }
}
