package marketswarm.market.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import marketswarm.domain.Bar;
import marketswarm.domain.FairValue;
import marketswarm.domain.Imbalance;
import marketswarm.domain.IndexValue;
import marketswarm.domain.PriceBand;
import marketswarm.domain.Quote;
import marketswarm.domain.RawTick;
import marketswarm.domain.Tick;
import marketswarm.domain.Trade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an element is, decided by market and channel, with fixtures in single quotes. */
class TickReaderTest {

    private static final long NOW = 1_764_000_000_500L;

    @ParameterizedTest
    @CsvSource({
        "stocks, T, Trade",
        "stocks, Q, Quote",
        "stocks, A, Bar",
        "stocks, AM, Bar",
        "stocks, LULD, PriceBand",
        "stocks, NOI, Imbalance",
        "stocks, FMV, FairValue",
        "stocks, LV, IndexValue",
        "options, T, Trade",
        "options, Q, Quote",
        "crypto, XT, Trade",
        "crypto, XQ, Quote",
        "crypto, XL2, Book",
        "crypto, XA, Bar",
        "crypto, XAS, Bar",
        "forex, CA, Bar",
        "forex, CAS, Bar",
        "indices, V, IndexValue",
        "futures/cme, T, Trade",
        "stocks, XT, RawTick",
        "stocks, XQ, RawTick",
        "stocks, XL2, RawTick",
        "stocks, XA, RawTick",
        "stocks, XAS, RawTick",
        "stocks, C, RawTick",
        "crypto, CA, RawTick",
        "crypto, CAS, RawTick",
        "stocks, V, RawTick",
        "crypto, XS, RawTick"
    })
    void an_element_is_what_its_channel_is_on_its_market(String cluster, String channel, String kind) {
        Tick tick = read(
                cluster,
                "{'ev':'" + channel + "','sym':'AAPL','p':5,'s':1764000000000,'o':5,'h':6,'l':4,'c':5,'val':5,'fmv':5,"
                        + "'t':1764000000123}");

        assertThat(tick.getClass().getSimpleName()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "1764000000, 1764000001000, 1764000000000, 1764000001000",
        "0, 1764000001000, 1764000000000, 1764000001000",
        "1764000000000, 7, 1764000000000, 1764000001000",
        "1764000000000, 9764000000000, 1764000000000, 1764000001000",
        "5, 7, 1764000000500, 1764000001500"
    })
    void an_edge_of_a_bar_that_cannot_be_is_a_window_from_the_other(long s, long e, long startMs, long endMs) {
        Tick tick = read("stocks", "{'ev':'A','sym':'AAPL','o':5,'h':6,'l':4,'c':5,'s':" + s + ",'e':" + e + "}");

        assertThat(tick).isInstanceOfSatisfying(Bar.class, bar -> {
            assertThat(bar.startMs()).isEqualTo(startMs);
            assertThat(bar.endMs()).isEqualTo(endMs);
        });
    }

    @ParameterizedTest
    @CsvSource({"1764000000200, 1764000000200", "0,", "1764000000,", "9764000000000,"})
    void when_a_trade_was_reported_is_known_only_where_that_can_be(long trft, Long reportedMs) {
        Tick tick = read("stocks", "{'ev':'T','sym':'AAPL','p':5,'s':1,'t':1764000000123,'trft':" + trft + "}");

        assertThat(tick)
                .isInstanceOfSatisfying(
                        Trade.class, trade -> assertThat(trade.trfTsMs()).isEqualTo(reportedMs));
    }

    @ParameterizedTest
    @CsvSource({
        "stocks, A, 1s, 1764000000000",
        "stocks, AM, 1m, 1763999941000",
        "crypto, XAS, 1s, 1764000000000",
        "crypto, XA, 1m, 1763999941000",
        "forex, CAS, 1s, 1764000000000",
        "forex, CA, 1m, 1763999941000"
    })
    void a_bar_that_lacks_its_start_began_a_window_before_its_end(
            String cluster, String channel, String interval, long startMs) {
        Tick tick = read(cluster, "{'ev':'" + channel + "','sym':'AAPL','o':5,'h':6,'l':4,'c':5,'e':1764000001000}");

        assertThat(tick).isInstanceOfSatisfying(Bar.class, bar -> {
            assertThat(bar.interval()).isEqualTo(interval);
            assertThat(bar.startMs()).isEqualTo(startMs);
            assertThat(bar.endMs()).isEqualTo(1_764_000_001_000L);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'ev':'A','sym':'AAPL','o':5,'h':6,'l':4,'c':5}",
                "{'ev':'A','sym':'AAPL','h':6,'l':4,'c':5,'s':1764000000000}",
                "{'ev':'A','sym':'AAPL','o':5,'l':4,'c':5,'s':1764000000000}",
                "{'ev':'A','sym':'AAPL','o':5,'h':6,'c':5,'s':1764000000000}",
                "{'ev':'A','sym':'AAPL','o':5,'h':6,'l':4,'s':1764000000000}",
                "{'ev':'T','sym':'AAPL','s':5}",
                "{'ev':'FMV','sym':'AAPL'}",
                "{'ev':'LV','sym':'AAPL'}"
            })
    void what_lacks_what_makes_its_record_is_kept_as_it_came(String element) {
        assertThat(read("stocks", element)).isEqualTo(new RawTick("AAPL", channel(element), json(element), NOW, NOW));
    }

    @Test
    void a_fair_value_is_stamped_in_nanoseconds() {
        Tick tick = read("stocks", "{'ev':'FMV','fmv':189.220,'sym':'AAPL','t':1678220098130000000}");

        assertThat(tick).isEqualTo(new FairValue("AAPL", dec("189.220"), 1_678_220_098_130L, NOW));
    }

    @Test
    void launchpad_tells_the_last_value_of_any_symbol() {
        Tick tick = read("forex", "{'ev':'LV','val':1.0631,'sym':'C:EURUSD','t':1678220098130000000}");

        assertThat(tick).isEqualTo(new IndexValue("C:EURUSD", dec("1.0631"), 1_678_220_098_130L, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "FMV, 1678220098130000000, 0",
        "LV, 1678220098130000000, 0",
        "FMV, 1678220098130, 1",
        "LV, 1678220098130, 1"
    })
    void the_documented_nanoseconds_are_no_surprise_and_milliseconds_in_their_place_are(
            String channel, String stamp, int surprises) {
        var decoder = new Decoder("stocks");

        Frame frame =
                decoder.decode(json("[{'ev':'" + channel + "','val':5,'fmv':5,'sym':'AAPL','t':" + stamp + "}]"), NOW);

        assertThat(frame.ticks()).extracting(Tick::tsMs).containsExactly(1_678_220_098_130L);
        assertThat(decoder.timeSurprises()).isEqualTo(surprises);
    }

    @Test
    void an_imbalance_uses_the_letters_its_own_way() {
        Tick tick = read(
                "stocks",
                "{'ev':'NOI','T':'NTEST.Q','t':1601318039223013600,'at':930,'a':'M','i':44,'x':10,'o':480,'p':440,'b':25.030}");

        assertThat(tick)
                .isEqualTo(new Imbalance(
                        "NTEST.Q", "M", 930, 10, dec("480"), dec("440"), dec("25.030"), 44L, 1_601_318_039_223L, NOW));
    }

    @Test
    void of_an_imbalance_every_field_may_be_absent() {
        assertThat(read("stocks", "{'ev':'NOI','T':'NTEST.Q'}"))
                .isEqualTo(new Imbalance("NTEST.Q", null, null, null, null, null, null, null, NOW, NOW));
    }

    @Test
    void the_indicators_of_a_band_are_read_before_and_after_its_name_and_numbers_alone() {
        var band = new PriceBand("MSFT", dec("218.96"), null, List.of(17, 21), null, null, NOW, NOW);

        assertThat(read("stocks", "{'ev':'LULD','T':'MSFT','h':218.96,'i':[17,'x',[3],21]}"))
                .isEqualTo(band);
        assertThat(read("stocks", "{'i':[17,21],'T':'MSFT','h':218.96,'ev':'LULD'}"))
                .isEqualTo(band);
    }

    @Test
    void a_side_of_zero_is_a_quote_and_not_below_zero() {
        assertThat(read("stocks", "{'ev':'Q','sym':'AAPL','bp':0,'bs':0,'ap':0.01,'as':2}"))
                .isEqualTo(new Quote("AAPL", dec("0"), dec("0"), dec("0.01"), dec("2"), null, null, null, NOW, NOW));
    }

    @Test
    void a_stamp_may_be_written_with_a_point() {
        assertThat(read("stocks", "{'ev':'T','sym':'AAPL','p':5,'t':1.764000000123E12}")
                        .tsMs())
                .isEqualTo(1_764_000_000_123L);
        assertThat(read("stocks", "{'ev':'T','sym':'AAPL','p':5,'t':1764000000123.0}")
                        .tsMs())
                .isEqualTo(1_764_000_000_123L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "{'a':1}", "true", "'many'"})
    void a_price_that_is_no_number_makes_its_element_malformed(String price) {
        Frame frame = new Decoder("stocks").decode(json("[{'ev':'T','sym':'AAPL','p':" + price + "}]"), NOW);

        assertThat(frame.ticks()).isEmpty();
        assertThat(frame.malformed()).isEqualTo(1);
    }

    @Test
    void a_foreign_letter_is_no_field_of_ours() {
        assertThat(read("stocks", "{'ev':'T','sym':'AAPL','p':5,'\u0080':'Q','é':7}"))
                .isInstanceOf(Trade.class);
    }

    @Test
    void the_average_trade_size_of_a_bar_need_not_be_whole() {
        assertThat(read("stocks", "{'ev':'A','sym':'AAPL','o':5,'h':6,'l':4,'c':5,'z':50.5,'s':1764000000000}"))
                .isInstanceOf(Bar.class);
    }

    @Test
    void several_broken_elements_cost_themselves_and_not_what_stands_between_them() {
        Frame frame = new Decoder("stocks")
                .decode(
                        json("[{'ev':'T',oops},{'ev':'T','sym':'A','p':1},{'ev':'T',oops},{'ev':'T','sym':'B','p':2}]"),
                        NOW);

        assertThat(frame.ticks()).extracting(Tick::symbol).containsExactly("A", "B");
        assertThat(frame.malformed()).isEqualTo(2);
        assertThat(frame.refused()).extracting(Refused::reason).containsOnly("broken JSON");
    }

    private static Tick read(String cluster, String element) {
        Frame frame = new Decoder(cluster).decode("[" + json(element) + "]", NOW);
        assertThat(frame.malformed()).isZero();
        return frame.ticks().get(0);
    }

    private static String channel(String element) {
        return element.substring("{'ev':'".length(), element.indexOf("','sym'"));
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }
}
