package marketswarm.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import marketswarm.domain.Bar;
import marketswarm.domain.FairValue;
import marketswarm.domain.IndexValue;
import marketswarm.domain.Quote;
import marketswarm.domain.RawTick;
import marketswarm.domain.Tick;
import marketswarm.domain.Trade;
import marketswarm.market.vendor.Decoder;
import marketswarm.market.vendor.RestTicks;
import marketswarm.market.vendor.RestTicks.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** 1764000000000 is 16:00 UTC on a weekday. */
class IdentityTest {

    private static final long T0 = 1_764_000_000_000L;
    private static final long DAY_MS = 86_400_000L;

    static Stream<Arguments> bothWays() {
        return Stream.of(
                Arguments.of(
                        "stocks",
                        Kind.TRADES,
                        "{'ev':'T','sym':'AAPL','x':4,'i':'71675577320245','z':3,'p':189.10,'s':100,'ds':'100.5',"
                                + "'c':[12,37],'t':1764000000123,'q':3681328,'trfi':201,'trft':1764000000120}",
                        "{'conditions':[12,37],'decimal_size':'100.50','exchange':4,'id':'71675577320245','price':189.1,"
                                + "'sequence_number':3681328,'sip_timestamp':1764000000123456789,'size':100,'tape':3,"
                                + "'trf_id':201,'trf_timestamp':1764000000120000000}"),
                Arguments.of(
                        "options",
                        Kind.TRADES,
                        "{'ev':'T','sym':'O:AMC210827C00037000','x':65,'p':1.54,'s':1,'c':[233],'t':1764000000123,'q':651921857}",
                        "{'conditions':[233],'exchange':65,'price':1.54,'sequence_number':0,"
                                + "'sip_timestamp':1764000000123000000,'size':1}"),
                Arguments.of(
                        "crypto",
                        Kind.TRADES,
                        "{'ev':'XT','pair':'BTC-USD','p':33021.9,'s':0.01616617,'c':[2],'i':'14272084','x':3,"
                                + "'t':1764000000123,'r':1764000000130}",
                        "{'conditions':[2],'exchange':3,'id':'14272084','participant_timestamp':1764000000123000000,"
                                + "'price':33021.9,'size':0.01616617}"),
                Arguments.of(
                        "stocks",
                        Kind.QUOTES,
                        "{'ev':'Q','sym':'AAPL','bx':11,'bp':102.7,'bs':60,'c':1,'t':1764000000123,'q':2060,'z':3}",
                        "{'ask_exchange':0,'ask_price':0,'ask_size':0,'bid_exchange':11,'bid_price':102.70,"
                                + "'bid_size':6000,'sequence_number':2060,'sip_timestamp':1764000000123999999,'tape':3}"),
                Arguments.of(
                        "forex",
                        Kind.QUOTES,
                        "{'ev':'C','p':'USD/CNH','x':'44','a':6.83366,'b':6.83363,'t':1764000000123}",
                        "{'ask_exchange':44,'ask_price':6.83366,'bid_exchange':44,'bid_price':6.83363,"
                                + "'participant_timestamp':1764000000123000000}"),
                Arguments.of(
                        "stocks",
                        Kind.SECONDS,
                        "{'ev':'A','sym':'AAPL','v':200,'dv':'200.0','av':8642007,'op':25,'vw':25.3981,'o':25.39,"
                                + "'c':25.4,'h':25.5,'l':25.30,'a':25.3714,'z':50,'s':1764000000000,'e':1764000001000}",
                        "{'v':200,'vw':25.4,'o':25.39,'c':25.4,'h':25.5,'l':25.3,'t':1764000000000,'n':4}"),
                Arguments.of(
                        "futures",
                        Kind.TRADES,
                        "{'ev':'T','sym':'CLM0','p':-37.63,'s':2,'t':1764000000123,'q':12}",
                        "{'price':-37.63,'sequence_number':12,'size':2,'timestamp':1764000000123000000}"),
                Arguments.of(
                        "futures",
                        Kind.QUOTES,
                        "{'ev':'Q','sym':'ESZ4','bp':6012,'bs':14,'ap':6012.25,'as':9,'t':1764000000124}",
                        "{'ask_price':6012.25,'ask_size':9,'bid_price':6012,'bid_size':14,'sequence_number':13,"
                                + "'timestamp':1764000000124000000}"),
                Arguments.of(
                        "futures",
                        Kind.MINUTES,
                        "{'ev':'AM','sym':'ESZ4','v':310,'dv':'310','o':6012,'c':6012.25,'h':6013,'l':6011.75,'n':41,"
                                + "'s':1764000000000,'e':1764000060000}",
                        "{'close':6012.25,'high':6013,'low':6011.75,'open':6012,'volume':310,'transactions':41,"
                                + "'window_start':1764000000000000000}"));
    }

    @ParameterizedTest
    @MethodSource("bothWays")
    void a_tick_is_the_same_one_by_socket_and_by_rest(String market, Kind kind, String socket, String rest) {
        Tick live = new Decoder(market)
                .decode("[" + json(socket) + "]", T0 + 500)
                .ticks()
                .get(0);
        Tick later = RestTicks.read(market, kind, live.symbol(), json("{'results':[" + rest + "]}"), T0 + 60_000)
                .ticks()
                .get(0);

        assertThat(Identity.of(later)).isEqualTo(Identity.of(live)).isNotEqualTo(Identity.NONE);
    }

    @Test
    void a_numbered_trade_is_known_by_day_symbol_exchange_facility_and_number() {
        assertThat(Stream.of(
                                numbered("AAPL", 4, 201, "1", T0),
                                numbered("MSFT", 4, 201, "1", T0),
                                numbered("AAPL", 11, 201, "1", T0),
                                numbered("AAPL", 4, 202, "1", T0),
                                numbered("AAPL", 4, null, "1", T0),
                                numbered("AAPL", null, 201, "1", T0),
                                numbered("AAPL", 201, 4, "1", T0),
                                numbered("AAPL", 4, 201, "2", T0),
                                numbered("AAPL", 4, 201, "11", T0),
                                numbered("AAPL", 4, 201, "", T0),
                                numbered("AAPL", 4, 201, "1", T0 + DAY_MS))
                        .map(Identity::of))
                .doesNotHaveDuplicates();
    }

    @Test
    void what_else_a_numbered_trade_says_does_not_make_it_another() {
        var otherwise = new Trade(
                "AAPL", dec("2"), dec("3"), 4, List.of(9), "1", 77L, 1, 201, T0 + 5, T0 + 60_000, T0 + 90_000);

        assertThat(Identity.of(otherwise)).isEqualTo(Identity.of(numbered("AAPL", 4, 201, "1", T0)));
    }

    @Test
    void an_exchange_or_a_facility_of_zero_is_one_that_was_not_given() {
        assertThat(Identity.of(numbered("AAPL", 0, 0, "1", T0)))
                .isEqualTo(Identity.of(numbered("AAPL", null, null, "1", T0)));
    }

    @Test
    void the_numbers_of_crypto_begin_anew_at_midnight_utc_and_those_of_stocks_in_the_night_of_new_york() {
        long midnight = 1_764_028_800_000L;

        assertThat(Identity.of(numbered("X:BTCUSD", 1, null, "1", midnight)))
                .isNotEqualTo(Identity.of(numbered("X:BTCUSD", 1, null, "1", midnight - 1)));
        assertThat(Identity.of(numbered("AAPL", 1, null, "1", midnight)))
                .isEqualTo(Identity.of(numbered("AAPL", 1, null, "1", midnight - 1)));
    }

    @Test
    void a_trade_without_a_number_is_known_by_time_price_size_and_exchange() {
        assertThat(Stream.of(
                                unnumbered("O:A", "1.5", "10", 65, T0),
                                unnumbered("O:B", "1.5", "10", 65, T0),
                                unnumbered("O:A", "15", "10", 65, T0),
                                unnumbered("O:A", "0.15", "10", 65, T0),
                                unnumbered("O:A", "-1.5", "10", 65, T0),
                                unnumbered("O:A", "10", "1.5", 65, T0),
                                unnumbered("O:A", "1.5", "1", 65, T0),
                                unnumbered("O:A", "1.5", "0", 65, T0),
                                unnumbered("O:A", "1.5", "10", 66, T0),
                                unnumbered("O:A", "1.5", "10", null, T0),
                                unnumbered("O:A", "1.5", "10", 65, T0 + 1))
                        .map(Identity::of))
                .doesNotHaveDuplicates();
        assertThat(Identity.of(unnumbered("O:A", "1.50", "1E+1", 65, T0)))
                .isEqualTo(Identity.of(unnumbered("O:A", "1.5", "10", 65, T0)));
    }

    @Test
    void a_quote_is_known_by_time_venues_prices_and_number() {
        assertThat(Stream.of(
                                quote("AAPL", "1.5", "1.6", 4, 7, 9L, T0),
                                quote("MSFT", "1.5", "1.6", 4, 7, 9L, T0),
                                quote("AAPL", "1.6", "1.5", 4, 7, 9L, T0),
                                quote("AAPL", "1.4", "1.6", 4, 7, 9L, T0),
                                quote("AAPL", null, "1.6", 4, 7, 9L, T0),
                                quote("AAPL", "1.5", "1.7", 4, 7, 9L, T0),
                                quote("AAPL", "1.5", null, 4, 7, 9L, T0),
                                quote("AAPL", "1.5", "1.6", 7, 4, 9L, T0),
                                quote("AAPL", "1.5", "1.6", 5, 7, 9L, T0),
                                quote("AAPL", "1.5", "1.6", 4, 8, 9L, T0),
                                quote("AAPL", "1.5", "1.6", 4, 7, 10L, T0),
                                quote("AAPL", "1.5", "1.6", 4, 7, null, T0),
                                quote("AAPL", "1.5", "1.6", 4, null, 9L, T0),
                                quote("AAPL", "1.5", "1.6", 4, null, 10L, T0),
                                quote("AAPL", "1.5", "1.6", null, 7, 9L, T0),
                                quote("AAPL", "1.5", "1.6", null, 7, 10L, T0),
                                quote("AAPL", "1.5", "1.6", 4, 7, 9L, T0 + 1))
                        .map(Identity::of))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_number_of_a_quote_without_a_venue_does_not_count() {
        assertThat(Identity.of(quote("ESZ4", "1.5", "1.6", null, null, 9L, T0)))
                .isEqualTo(Identity.of(quote("ESZ4", "1.5", "1.6", null, null, null, T0)));
    }

    @Test
    void a_bar_is_known_by_its_window_and_by_what_a_correction_changes() {
        assertThat(Stream.of(
                                bar("AAPL", "1s", "4", "6", "2", "5", "100", T0),
                                bar("MSFT", "1s", "4", "6", "2", "5", "100", T0),
                                bar("AAPL", "1m", "4", "6", "2", "5", "100", T0),
                                bar("AAPL", "1s", "5", "6", "2", "4", "100", T0),
                                bar("AAPL", "1s", "3", "6", "2", "5", "100", T0),
                                bar("AAPL", "1s", "4", "7", "2", "5", "100", T0),
                                bar("AAPL", "1s", "4", "6", "1", "5", "100", T0),
                                bar("AAPL", "1s", "4", "6", "2", "3", "100", T0),
                                bar("AAPL", "1s", "4", "6", "2", "5", "101", T0),
                                bar("AAPL", "1s", "4", "6", "2", "5", null, T0),
                                bar("AAPL", "1s", "4", "6", "2", "5", "100", T0 + 1_000))
                        .map(Identity::of))
                .doesNotHaveDuplicates();
    }

    @Test
    void what_is_told_again_and_again_is_never_matched() {
        assertThat(Stream.of(
                                new IndexValue("I:SPX", dec("1"), T0, T0),
                                new FairValue("AAPL", dec("1"), T0, T0),
                                new RawTick("AAPL", "NEW", "{}", T0, T0))
                        .map(Identity::of))
                .containsOnly(Identity.NONE);
    }

    @Test
    void only_trades_with_a_number_are_numbered() {
        Trade trade = numbered("AAPL", 4, 201, "1", T0);

        assertThat(Identity.numbered(trade)).isEqualTo(Identity.of(trade));
        assertThat(Identity.numbered(unnumbered("O:A", "1", "1", 4, T0))).isEqualTo(Identity.NONE);
        assertThat(Identity.numbered(quote("AAPL", "1", "2", 4, 7, 9L, T0))).isEqualTo(Identity.NONE);
    }

    static Stream<Arguments> streams() {
        return Stream.of(
                stream("trades by their number", n -> numbered("AAPL", 4, 201, Long.toString(n), T0)),
                stream("trades by their time", n -> unnumbered("O:A", "1.5", "1", 65, T0 + n)),
                stream("trades by their size", n -> unnumbered("O:A", "1.5", Long.toString(n), 65, T0)),
                stream("quotes a cent apart", n -> quote("AAPL", n + "e-2", "1000", 4, 7, 9L, T0)),
                stream("quotes once an hour", n -> quote("AAPL", "1.5", "1.6", 4, 7, 9L, T0 + n * 3_600_000)),
                stream("bars of a minute", n -> bar("AAPL", "1m", "4", "6", "2", "5", "100", T0 + n * 60_000)));
    }

    /** As many as there are places leave one in e of them empty; Repeats and Sightings live on that. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void ticks_that_differ_by_little_are_spread_evenly(String what, LongFunction<Tick> tick) {
        int places = 1 << 16;
        long[] identities = LongStream.range(1, places + 1)
                .map(n -> Identity.of(tick.apply(n)))
                .toArray();

        assertThat(LongStream.of(identities).distinct().count()).isEqualTo(places);
        assertThat(LongStream.of(identities)
                        .map(id -> id & places - 1)
                        .distinct()
                        .count())
                .isBetween(40_000L, 43_000L);
        assertThat(LongStream.of(identities).map(id -> id >>> 48).distinct().count())
                .isBetween(40_000L, 43_000L);
    }

    private static Arguments stream(String what, LongFunction<Tick> tick) {
        return Arguments.of(what, tick);
    }

    private static Trade numbered(String symbol, Integer exchange, Integer trfId, String id, long tsMs) {
        return new Trade(symbol, dec("1"), dec("1"), exchange, List.of(), id, 1L, 3, trfId, null, tsMs, tsMs + 7);
    }

    private static Trade unnumbered(String symbol, String price, String size, Integer exchange, long tsMs) {
        return new Trade(
                symbol, dec(price), dec(size), exchange, List.of(), null, 1L, null, null, null, tsMs, tsMs + 7);
    }

    private static Quote quote(
            String symbol, String bid, String ask, Integer bidExchange, Integer askExchange, Long seq, long tsMs) {
        return new Quote(symbol, dec(bid), dec("3"), dec(ask), dec("2"), bidExchange, askExchange, seq, tsMs, tsMs + 7);
    }

    private static Bar bar(
            String symbol,
            String interval,
            String open,
            String high,
            String low,
            String close,
            String volume,
            long startMs) {
        return new Bar(
                symbol,
                interval,
                dec(open),
                dec(high),
                dec(low),
                dec(close),
                dec(volume),
                dec(close),
                null,
                null,
                null,
                startMs,
                startMs + 1_000,
                startMs + 1_007);
    }

    private static BigDecimal dec(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }
}
