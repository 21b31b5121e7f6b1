package marketswarm.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import marketswarm.redis.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketJsonTest {

    private static final Listing APPLE = Listings.find("AAPL").orElseThrow();
    private static final Listing BITCOIN = Listings.find("X:BTCUSD").orElseThrow();
    private static final Listing EURO = Listings.find("C:EURUSD").orElseThrow();
    private static final Listing INDEX = Listings.find("I:SPX").orElseThrow();

    /** Not in the published sample, but on the wire. */
    private static final Set<String> NEWER_FIELDS = Set.of("ds", "dv", "dav", "trfi", "trft");

    @Test
    void writes_a_stock_trade() {
        var trade = new Print.Trade(
                APPLE,
                1,
                1_790_000_000_123_456_789L,
                dec("232.1"),
                dec("50"),
                4,
                List.of(37),
                "77",
                9001,
                2,
                202,
                2_000_000);

        assertThat(SocketJson.of(trade))
                .isEqualTo("{\"ev\":\"T\",\"sym\":\"AAPL\",\"x\":4,\"i\":\"77\",\"z\":3,\"p\":232.1,\"s\":50,"
                        + "\"ds\":\"50.0\",\"c\":[37],\"t\":1790000000123,\"q\":9001,"
                        + "\"trfi\":202,\"trft\":1790000000121}");
    }

    @Test
    void writes_a_crypto_trade_with_the_pair_as_the_socket_spells_it() {
        var trade = new Print.Trade(
                BITCOIN,
                1,
                1_790_000_000_123_000_000L,
                dec("92418.55"),
                dec("0.00012"),
                1,
                List.of(2),
                "78",
                1,
                2,
                0,
                1_000_000);

        assertThat(SocketJson.of(trade))
                .isEqualTo("{\"ev\":\"XT\",\"pair\":\"BTC-USD\",\"p\":92418.55,\"t\":1790000000123,\"s\":0.00012,"
                        + "\"c\":[2],\"i\":\"78\",\"x\":1,\"r\":1790000000124}");
    }

    @Test
    void writes_a_forex_quote_whose_p_is_the_pair() {
        var quote = new Print.Quote(
                EURO, 1, 1_790_000_000_000_000_000L, dec("1.15241"), dec("1"), dec("1.15247"), dec("1"), 48, 48, 1, 0);

        assertThat(SocketJson.of(quote))
                .isEqualTo("{\"ev\":\"C\",\"p\":\"EUR/USD\",\"x\":48,\"a\":1.15247,\"b\":1.15241,\"t\":1790000000000}");
    }

    @Test
    void writes_an_index_value() {
        assertThat(SocketJson.of(new Print.Value(INDEX, 1, 1_790_000_000_000_000_000L, dec("6621.34"))))
                .isEqualTo("{\"ev\":\"V\",\"val\":6621.34,\"T\":\"I:SPX\",\"t\":1790000000000}");
    }

    @Test
    void writes_small_and_large_numbers_without_an_exponent() {
        assertThat(Listing.rounded(0.00000012, 8).toString()).isEqualTo("1.2E-7");
        var trade = new Print.Trade(
                BITCOIN,
                1,
                1_790_000_000_000_000_000L,
                dec("100000"),
                Listing.rounded(0.00000012, 8),
                1,
                List.of(1),
                "1",
                1,
                1,
                0,
                0);

        assertThat(SocketJson.of(trade)).contains("\"p\":100000,").contains("\"s\":0.00000012,");
    }

    @ParameterizedTest
    @CsvSource({
        "/stocks/T, AAPL, T",
        "/stocks/Q, AAPL, Q",
        "/stocks/A, AAPL, A",
        "/stocks/AM, AAPL, AM",
        "/crypto/XT, X:BTCUSD, XT",
        "/crypto/XQ, X:BTCUSD, XQ",
        "/crypto/XA, X:BTCUSD, XA",
        "/crypto/XAS, X:BTCUSD, XAS",
        "/forex/C, C:EURUSD, C",
        "/forex/CA, C:EURUSD, CA",
        "/forex/CAS, C:EURUSD, CAS",
        "/indices/V, I:SPX, V",
        "/indices/A, I:SPX, A",
        "/indices/AM, I:SPX, AM",
        "/stocks/LULD, AAPL, LULD",
        "/stocks/NOI, AAPL, NOI",
        "/business/stocks/FMV, AAPL, FMV",
        "/business/options/FMV, O:SPY270115C00660000, FMV",
        "/business/forex/FMV, C:EURUSD, FMV",
        "/business/crypto/FMV, X:BTCUSD, FMV",
        "/options/T, O:SPY270115C00660000, T",
        "/options/Q, O:SPY270115C00660000, Q",
        "/options/AM, O:SPY270115C00660000, AM",
        "/crypto/XL2, X:BTCUSD, XL2"
    })
    void has_the_fields_of_the_vendors_description(String path, String symbol, String channel) throws Exception {
        JsonNode example = example(path);
        JsonNode ours = print(symbol, channel);

        List<String> allowed = names(example);
        allowed.addAll(NEWER_FIELDS);
        allowed.add("e");
        assertThat(allowed).containsAll(names(ours));
        List<String> expected = names(example);
        expected.removeAll(Set.of("c", "i"));
        assertThat(names(ours)).containsAll(expected);
    }

    private static JsonNode print(String symbol, String channel) {
        return new Tape(Listings.ALL, 1, 1_790_000_040_000L, 8)
                .until(1_790_000_160_000L).stream()
                        .filter(print -> print.listing().symbol().equals(symbol))
                        .filter(print -> print.channel().equals(channel))
                        .findFirst()
                        .map(print -> Json.read(SocketJson.of(print), JsonNode.class))
                        .orElseThrow();
    }

    private static JsonNode example(String path) throws Exception {
        Path file = Path.of(
                Optional.ofNullable(
                                System.getProperty("MARKETSWARM_SHARED_DATA", System.getenv("MARKETSWARM_SHARED_DATA")))
                        .orElse("../shared/data"),
                "massive/websocket.json");
        assumeTrue(Files.exists(file), () -> "skipped: the vendor's description is not at " + file);
        JsonNode example = Json.MAPPER
                .readTree(file.toFile())
                .path("paths")
                .path(path)
                .at("/get/responses/200/content/application~1json/example");
        assertThat(example.isObject()).as(path).isTrue();
        return example;
    }

    private static List<String> names(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }
}
