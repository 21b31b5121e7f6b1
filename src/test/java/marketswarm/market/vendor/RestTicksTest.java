package marketswarm.market.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.provider.ValueSource;

class RestTicksTest {

    private static final long NOW = 1_764_000_000_500L;
    private static final long FROM = 1_763_999_999_123L;
    private static final long UNTIL = 1_764_000_000_456L;

    @ParameterizedTest
    @CsvSource({
        "TRADES, /v3/trades/X%3ABTCUSD?timestamp.gte=1763999999123000000&timestamp.lte=1764000000456999999&order=asc&sort=timestamp&limit=10000",
        "QUOTES, /v3/quotes/X%3ABTCUSD?timestamp.gte=1763999999123000000&timestamp.lte=1764000000456999999&order=asc&sort=timestamp&limit=10000",
        "SECONDS, /v2/aggs/ticker/X%3ABTCUSD/range/1/second/1763999999000/1764000000456?adjusted=false&sort=asc&limit=10000",
        "MINUTES, /v2/aggs/ticker/X%3ABTCUSD/range/1/minute/1763999940000/1764000000456?adjusted=false&sort=asc&limit=10000"
    })
    void history_is_asked_oldest_first_and_bars_from_the_beginning_of_theirs(Kind kind, String path) {
        assertThat(RestTicks.path("crypto", kind, "X:BTCUSD", FROM, UNTIL)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "T, TRADES",
        "XT, TRADES",
        "Q, QUOTES",
        "C, QUOTES",
        "A, SECONDS",
        "XAS, SECONDS",
        "CAS, SECONDS",
        "AM, MINUTES",
        "XA, MINUTES",
        "CA, MINUTES"
    })
    void a_channel_has_the_history_of_its_kind(String channel, Kind kind) {
        assertThat(Kind.of(channel)).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"XQ", "XL2", "V", "LULD", "NOI", "FMV", "LV", ""})
    void other_channels_have_none(String channel) {
        assertThat(Kind.of(channel)).isEmpty();
    }

    @Test
    void a_trade_is_read_with_every_digit_and_its_nanoseconds_as_milliseconds() {
        assertThat(read(
                        "stocks",
                        Kind.TRADES,
                        "{'conditions':[12,37,'x'],'decimal_size':'100.50','exchange':4,'id':'71675577320245','price':189.10,"
                                + "'sequence_number':3681328,'participant_timestamp':1763999999000000000,"
                                + "'sip_timestamp':1764000000123456789,'size':100,'tape':3,'trf_id':201,"
                                + "'trf_timestamp':1764000000120999999}"))
                .containsExactly(new Trade(
                        "AAPL",
                        dec("189.10"),
                        dec("100.50"),
                        4,
                        List.of(12, 37),
                        "71675577320245",
                        3681328L,
                        3,
                        201,
                        1_764_000_000_120L,
                        1_764_000_000_123L,
                        NOW));
    }

    @Test
    void a_trade_of_crypto_has_only_the_stamp_of_its_venue_and_may_lack_all_but_the_price() {
        assertThat(read("crypto", Kind.TRADES, "{'participant_timestamp':1625097600103000000,'price':35060}"))
                .containsExactly(new Trade(
                        "AAPL",
                        dec("35060"),
                        dec("0"),
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        1_625_097_600_103L,
                        NOW));
    }

    @Test
    void a_quote_is_read_as_far_as_it_is_known() {
        assertThat(
                        read(
                                "stocks",
                                Kind.QUOTES,
                                "{'ask_exchange':7,'ask_price':189.11,'ask_size':200,'bid_exchange':4,'bid_price':189.090,"
                                        + "'bid_size':300,'sequence_number':50385480,'sip_timestamp':1764000000124000001},"
                                        + "{'bid_exchange':48,'bid_price':1.18558,'participant_timestamp':1625097600000000000}"))
                .containsExactly(
                        new Quote(
                                "AAPL",
                                dec("189.090"),
                                dec("300"),
                                dec("189.11"),
                                dec("200"),
                                4,
                                7,
                                50385480L,
                                1_764_000_000_124L,
                                NOW),
                        new Quote("AAPL", dec("1.18558"), null, null, null, 48, null, null, 1_625_097_600_000L, NOW));
    }

    @ParameterizedTest
    @CsvSource({"SECONDS, 1s, 1764000001000", "MINUTES, 1m, 1764000060000"})
    void a_bar_ends_a_window_after_its_start(Kind kind, String interval, long endMs) {
        assertThat(read(
                        "stocks",
                        kind,
                        "{'v':200.25,'vw':25.3981,'o':25.39,'c':25.40,'h':25.5,'l':25.3,'t':1764000000000,'n':4}"))
                .containsExactly(new Bar(
                        "AAPL",
                        interval,
                        dec("25.39"),
                        dec("25.5"),
                        dec("25.3"),
                        dec("25.40"),
                        dec("200.25"),
                        dec("25.3981"),
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
                "TRADES | {'sip_timestamp':1764000000123456789,'size':1}",
                "TRADES | {'price':1,'size':1}",
                "QUOTES | {'ask_price':1,'bid_price':1}",
                "SECONDS | {'h':1,'l':1,'c':1,'t':1764000000000}",
                "SECONDS | {'o':1,'l':1,'c':1,'t':1764000000000}",
                "MINUTES | {'o':1,'h':1,'c':1,'t':1764000000000}",
                "MINUTES | {'o':1,'h':1,'l':1,'t':1764000000000}",
                "MINUTES | {'o':1,'h':1,'l':1,'c':1}"
            })
    void an_element_that_lacks_what_makes_its_tick_is_left_out(Kind kind, String element) {
        assertThat(read("stocks", kind, element)).isEmpty();
    }

    @Test
    void the_next_page_is_asked_from_the_configured_address_whatever_host_is_named() {
        assertThat(next("https://api.massive.com/v3/trades/AAPL?cursor=YWN0aXZl%3D"))
                .isEqualTo("/v3/trades/AAPL?cursor=YWN0aXZl%3D");
        assertThat(next("http://127.0.0.1:8080/v3/trades/AAPL")).isEqualTo("/v3/trades/AAPL");
        assertThat(RestTicks.read("stocks", Kind.TRADES, "AAPL", "{\"status\":\"OK\"}", NOW)
                        .next())
                .isNull();
        assertThatThrownBy(() -> next("no address"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("market: the vendor's next_url is no address");
    }

    @ParameterizedTest
    @CsvSource({"<html>, market: the vendor's history is no JSON", "[], market: the vendor's history is no JSON object"
    })
    void an_answer_that_is_no_object_is_refused(String answer, String message) {
        assertThatThrownBy(() -> RestTicks.read("stocks", Kind.TRADES, "AAPL", answer, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static String next(String url) {
        return RestTicks.read("stocks", Kind.TRADES, "AAPL", "{\"next_url\":\"" + url + "\"}", NOW)
                .next();
    }

    private static List<Tick> read(String market, Kind kind, String elements) {
        String json = ("{'results':[" + elements + "]}").replace('\'', '"');
        return RestTicks.read(market, kind, "AAPL", json, NOW).ticks();
    }

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }
}
