package marketswarm.market.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import marketswarm.domain.Snapshot;
import marketswarm.market.Fixture;
import org.junit.jupiter.api.Test;

class RestSnapshotsTest {

    private final RestSnapshots rest = new RestSnapshots();

    @Test
    void each_market_has_its_request() {
        assertThat(rest.path("stocks", List.of("AAPL", "BRK.B")))
                .isEqualTo("/v2/snapshot/locale/us/markets/stocks/tickers?tickers=AAPL,BRK.B");
        assertThat(rest.path("crypto", List.of("X:BTCUSD")))
                .isEqualTo("/v2/snapshot/locale/global/markets/crypto/tickers?tickers=X%3ABTCUSD");
        assertThat(rest.path("forex", List.of("C:EURUSD")))
                .isEqualTo("/v2/snapshot/locale/global/markets/forex/tickers?tickers=C%3AEURUSD");
        assertThat(rest.path("indices", List.of("I:SPX")))
                .isEqualTo("/v3/snapshot/indices?ticker.any_of=I%3ASPX&limit=250");
        assertThat(rest.path("options", List.of("O:SPY251219C00650000")))
                .isEqualTo("/v3/snapshot?ticker.any_of=O%3ASPY251219C00650000&limit=250");
        assertThatThrownBy(() -> rest.path("futures/cme", List.of("ESZ4")))
                .hasMessage("market: no snapshots for cluster futures/cme");
    }

    @Test
    void many_symbols_are_spread_over_requests() {
        assertThat(rest.paths("options", Collections.nCopies(251, "O:A"))).hasSize(2);
        assertThat(rest.paths("stocks", List.of("*"))).containsExactly("/v2/snapshot/locale/us/markets/stocks/tickers");
        assertThat(rest.paths("futures", List.of("ESZ4"))).isEmpty();
        assertThat(rest.paths("stocks", List.of())).isEmpty();
    }

    @Test
    void stocks_are_read_with_every_digit_and_zeros_as_absent() {
        List<Snapshot> snapshots = rest.decode("stocks", Fixture.text("rest-stocks.json"));

        assertThat(snapshots).extracting(Snapshot::symbol).containsExactly("AAPL", "MSFT");
        assertThat(snapshots.get(0))
                .hasToString("Snapshot[symbol=AAPL, price=190.10, size=236.5, bid=190.11, bidSize=8, ask=190.14, "
                        + "askSize=4, dayOpen=188.90, dayHigh=190.80, dayLow=188.40, dayClose=190.12, "
                        + "dayVolume=28727868.5, dayVwap=189.725, prevClose=189.10, change=1.0, changePct=0.5288, "
                        + "tsMs=1764000005306, receivedMs=null, updatedMs=null, lastId=null, source=rest]");
        assertThat(snapshots.get(1).prevClose()).isEqualTo("410.5");
        assertThat(snapshots.get(1).dayHigh()).isNull();
        assertThat(snapshots.get(1).tsMs()).isNull();
    }

    @Test
    void crypto_stamps_in_milliseconds_and_forex_quotes_by_letter_are_understood() {
        Snapshot crypto = rest.decode(
                        "crypto",
                        "{\"tickers\":[{\"ticker\":\"X:BTCUSD\",\"lastTrade\":{\"p\":16260.85,\"s\":0.0035,\"t\":1604280464000}}]}")
                .get(0);
        Snapshot forex = rest.decode(
                        "forex",
                        "{\"status\":\"OK\",\"ticker\":{\"ticker\":\"C:EURUSD\",\"lastQuote\":{\"a\":1.0632,\"b\":1.0631,\"t\":1605280919000}}}")
                .get(0);

        assertThat(crypto.tsMs()).isEqualTo(1604280464000L);
        assertThat(forex.bid()).isEqualTo("1.0631");
        assertThat(forex.ask()).isEqualTo("1.0632");
    }

    @Test
    void an_index_has_its_value_for_a_price_and_what_is_not_found_costs_itself_only() {
        List<Snapshot> snapshots = rest.decode("indices", """
                {"results":[{"error":"NOT_FOUND","message":"Ticker not found.","ticker":"APx"},
                {"last_updated":1679597116344223500,"session":{"change":-50.01,"change_percent":-1.45,"close":3822.39,
                "high":3834.41,"low":3821.11,"open":3827.38,"previous_close":3812.19},"ticker":"I:DJI","value":3822.39}]}""");

        assertThat(snapshots).singleElement().satisfies(index -> {
            assertThat(index.symbol()).isEqualTo("I:DJI");
            assertThat(index.price()).isEqualTo("3822.39");
            assertThat(index.prevClose()).isEqualTo("3812.19");
            assertThat(index.tsMs()).isEqualTo(1679597116344L);
        });
    }

    @Test
    void an_answer_that_is_no_json_is_refused_without_repeating_it() {
        assertThatThrownBy(() -> rest.decode("stocks", "<html>secret</html>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("market: the vendor's answer is no JSON");
        assertThatThrownBy(() -> rest.decode("stocks", "[]")).hasMessageContaining("no JSON object");
        assertThatThrownBy(() -> rest.decode("stocks", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void errors_are_told_in_words_with_what_to_do() {
        assertThat(rest.explain(401, "{\"status\":\"ERROR\",\"error\":\"Unknown API Key\"}"))
                .isEqualTo("market: the vendor does not accept the API key (\"Unknown API Key\"); put a valid one into "
                        + "secrets.massive.api_key and load truth");
        assertThat(rest.explain(
                        403, "{\"status\":\"NOT_AUTHORIZED\",\"message\":\"You are not entitled to this data.\"}"))
                .startsWith("market: the account's plan does not include this data (\"You are not entitled");
        assertThat(rest.explain(429, "")).contains("too many requests").contains("snapshot_poll_sec");
        assertThat(rest.explain(502, "<html>")).isEqualTo("market: the vendor answered 502");
    }

    @Test
    void whatever_looks_like_a_key_is_masked() {
        String body = "{\"error\":\"bad request /v2/x?apiKey=short1&y=2, Bearer abc.def, "
                + "0123456789abcdef0123456789ABCDEF is unknown\"}";

        assertThat(rest.explain(400, body))
                .isEqualTo("market: the vendor answered 400 (\"bad request /v2/x?apiKey=***&y=2, Bearer *** "
                        + "*** is unknown\")");
    }
}
