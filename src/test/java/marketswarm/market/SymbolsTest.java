package marketswarm.market;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolsTest {

    @ParameterizedTest
    @CsvSource({
        "stocks, T, AAPL, AAPL",
        "stocks, T, BRK.B, BRK.B",
        "stocks, T, *, *",
        "options, T, O:SPY251219C00650000, O:SPY251219C00650000",
        "indices, V, I:SPX, I:SPX",
        "futures, T, ESZ4, ESZ4",
        "crypto, XT, BTC-USD, X:BTCUSD",
        "crypto, XA, DOGE-USD, X:DOGEUSD",
        "crypto, FMV, X:BTC-USD, X:BTCUSD",
        "crypto, LV, X:BTC-USD, X:BTCUSD",
        "crypto, AM, X:BTC-USD, X:BTCUSD",
        "forex, C, EUR/USD, C:EURUSD",
        "forex, CAS, EUR/USD, C:EURUSD",
        "forex, FMV, C:EURUSD, C:EURUSD",
        "forex, LV, C:EURUSD, C:EURUSD",
        "forex, AM, C:EURUSD, C:EURUSD"
    })
    void the_socket_is_asked_in_its_spelling_and_its_answer_is_read_in_that_of_rest(
            String market, String channel, String socket, String rest) {
        assertThat(Symbols.socket(channel, rest)).isEqualTo(socket);
        assertThat(Symbols.rest(market, socket)).isEqualTo(rest);
    }

    @Test
    void a_pair_too_short_to_be_split_is_asked_as_it_is() {
        assertThat(Symbols.socket("XT", "X:BTC")).isEqualTo("BTC");
        assertThat(Symbols.socket("C", "C:")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"stocks, stocks", "futures, futures/cme", "futures, futures/nymex", "futures, futures"})
    void the_market_is_what_stands_before_the_exchange(String market, String cluster) {
        assertThat(Symbols.market(cluster)).isEqualTo(market);
    }

    @ParameterizedTest
    @CsvSource({
        "AAPL, stocks, true",
        "F, stocks, true",
        "ESZ4, futures, true",
        "X:BTCUSD, crypto, true",
        "C:EURUSD, forex, true",
        "I:SPX, indices, true",
        "O:SPY251219C00650000, options, true",
        "X:BTCUSD, stocks, false",
        "X:BTCUSD, forex, false",
        "C:EURUSD, crypto, false",
        "I:SPX, stocks, false",
        "AAPL, options, false",
        "AAPL, crypto, false"
    })
    void a_symbol_shows_its_market_by_its_prefix(String symbol, String market, boolean belongs) {
        assertThat(Symbols.belongs(symbol, market)).isEqualTo(belongs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "F", "BRK.B", "AAPL"})
    void a_stock_has_no_prefix(String symbol) {
        assertThat(Symbols.prefix(symbol)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A/B", "A B", "A\tB", "A\u0000", "É", ""})
    void what_must_not_become_part_of_a_key_is_no_symbol(String text) {
        assertThat(Symbols.rest("stocks", text)).isEmpty();
    }
}
