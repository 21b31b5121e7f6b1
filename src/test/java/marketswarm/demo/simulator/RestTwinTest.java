package marketswarm.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import marketswarm.redis.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RestTwinTest {

    /** A clock that stands, so that nothing moves between two requests. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-03T14:30:30Z"), ZoneOffset.UTC);

    private static final long NOW_MS = CLOCK.millis();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Simulator simulator;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(Options.defaults().withClock(CLOCK).withHistory(Duration.ofMinutes(2)));
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void asks_for_a_key_in_the_vendors_words() throws Exception {
        HttpResponse<String> none = fetch("/v1/marketstatus/now");
        HttpResponse<String> wrong = fetch("/v1/marketstatus/now?apiKey=wrong");

        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.body())
                .startsWith("{\"status\":\"ERROR\",\"error\":\"API Key was not provided\",\"request_id\":\"");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).startsWith("{\"status\":\"ERROR\",\"error\":\"Unknown API Key\",\"request_id\":\"");
    }

    @Test
    void takes_the_key_as_bearer_or_as_parameter() throws Exception {
        assertThat(fetch("/v1/marketstatus/now?apiKey=demo").statusCode()).isEqualTo(200);
        assertThat(fetch("/v1/marketstatus/now", "Authorization", "Bearer demo").statusCode())
                .isEqualTo(200);
    }

    @Test
    void tells_the_market_status_with_the_time_of_new_york() throws Exception {
        JsonNode status = get("/v1/marketstatus/now");

        assertThat(status.path("market").asText()).isEqualTo("open");
        assertThat(status.path("exchanges").path("nyse").asText()).isEqualTo("open");
        assertThat(status.path("serverTime").asText()).isEqualTo("2026-11-03T09:30:30-05:00");
    }

    @Test
    void gives_snapshots_of_the_tickers_asked_for() throws Exception {
        JsonNode answer = get("/v2/snapshot/locale/us/markets/stocks/tickers?tickers=AAPL,BRK.B,NOSUCH");

        assertThat(answer.path("count").asInt()).isEqualTo(2);
        assertThat(texts(answer.path("tickers"), "ticker")).containsExactly("AAPL", "BRK.B");
        JsonNode apple = answer.path("tickers").get(0);
        assertThat(apple.path("lastTrade").path("t").asLong())
                .isBetween((NOW_MS - 10_000) * 1_000_000, NOW_MS * 1_000_000);
        assertThat(apple.path("lastQuote").path("p").decimalValue())
                .isLessThan(apple.path("lastQuote").path("P").decimalValue());
        assertThat(apple.path("prevDay").path("c").decimalValue()).isEqualByComparingTo("232.14");
        assertThat(apple.path("todaysChange").decimalValue())
                .isEqualByComparingTo(
                        apple.path("lastTrade").path("p").decimalValue().subtract(new java.math.BigDecimal("232.14")));
        assertThat(apple.path("min").path("t").asLong()).isEqualTo(NOW_MS - 90_000);
    }

    @Test
    void gives_all_stocks_when_none_is_named() throws Exception {
        assertThat(get("/v2/snapshot/locale/us/markets/stocks/tickers")
                        .path("count")
                        .asInt())
                .isEqualTo(12);
    }

    @Test
    void gives_one_ticker_of_each_market() throws Exception {
        assertThat(get("/v2/snapshot/locale/us/markets/stocks/tickers/TSLA")
                        .path("ticker")
                        .path("ticker")
                        .asText())
                .isEqualTo("TSLA");
        assertThat(get("/v2/snapshot/locale/global/markets/crypto/tickers/X:BTCUSD")
                        .path("ticker")
                        .path("lastTrade")
                        .path("t")
                        .asLong())
                .as("milliseconds, in crypto only")
                .isBetween(NOW_MS - 10_000, NOW_MS);
        assertThat(get("/v2/snapshot/locale/global/markets/forex/tickers/C:EURUSD")
                        .path("ticker")
                        .path("lastQuote")
                        .has("b"))
                .isTrue();
    }

    @Test
    void gives_the_last_trade_and_quote_as_the_tape_ends() throws Exception {
        JsonNode trade = get("/v2/last/trade/AAPL").path("results");
        JsonNode quote = get("/v2/last/nbbo/AAPL").path("results");

        assertThat(trade.path("i").asText())
                .isEqualTo(get("/v3/trades/AAPL?limit=1").at("/results/0/id").asText());
        assertThat(quote.path("p").decimalValue()).isLessThan(quote.path("P").decimalValue());
    }

    @Test
    void answers_404_in_json_to_an_unknown_ticker_or_path() throws Exception {
        for (String path : List.of("/v2/snapshot/locale/us/markets/stocks/tickers/NOSUCH", "/v9/nothing")) {
            HttpResponse<String> answer = fetch(path, "Authorization", "Bearer demo");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).startsWith("{\"status\":\"NOT_FOUND\",\"message\":\"");
        }
    }

    @Test
    void tells_of_an_unknown_ticker_inline_in_the_universal_snapshot() throws Exception {
        JsonNode results =
                get("/v3/snapshot?ticker.any_of=X:BTCUSD,NOSUCH,AAPL").path("results");

        assertThat(texts(results, "ticker")).containsExactly("AAPL", "NOSUCH", "X:BTCUSD");
        assertThat(results.get(1).toString())
                .isEqualTo("{\"error\":\"NOT_FOUND\",\"message\":\"Ticker not found.\",\"ticker\":\"NOSUCH\"}");
        assertThat(results.get(0).path("last_trade").path("price").decimalValue())
                .isPositive();
    }

    @Test
    void pages_the_universal_snapshot() throws Exception {
        JsonNode first = get("/v3/snapshot?type=stocks");
        JsonNode second = follow(first);

        assertThat(first.path("results")).hasSize(10);
        assertThat(second.path("results")).hasSize(2);
        assertThat(second.has("next_url")).isFalse();
    }

    @Test
    void gives_the_value_of_an_index() throws Exception {
        JsonNode index =
                get("/v3/snapshot/indices?ticker.any_of=I:SPX").path("results").get(0);

        assertThat(index.path("type").asText()).isEqualTo("indices");
        assertThat(index.path("value").decimalValue())
                .isBetween(new java.math.BigDecimal("6000"), new java.math.BigDecimal("7200"));
    }

    @Test
    void pages_through_all_trades_without_a_hole_or_a_repeat() throws Exception {
        JsonNode page = get("/v3/trades/AAPL?order=asc&limit=100");
        List<String> paged = new ArrayList<>(texts(page.path("results"), "id"));
        while (page.has("next_url")) {
            page = follow(page);
            paged.addAll(texts(page.path("results"), "id"));
        }

        assertThat(paged)
                .hasSizeGreaterThan(300)
                .isEqualTo(texts(get("/v3/trades/AAPL?order=asc&limit=50000").path("results"), "id"));
    }

    @Test
    void builds_the_next_page_from_the_host_that_was_asked_and_leaves_the_key_out() throws Exception {
        String next = get("/v3/trades/AAPL?limit=1").path("next_url").asText();

        assertThat(next)
                .startsWith("http://127.0.0.1:" + simulator.port() + "/v3/trades/AAPL?cursor=")
                .doesNotContain("demo");
    }

    @Test
    void gives_the_newest_first_unless_asked_otherwise() throws Exception {
        JsonNode results = get("/v3/trades/AAPL?limit=2").path("results");

        assertThat(results.get(0).path("sip_timestamp").asLong())
                .isGreaterThan(results.get(1).path("sip_timestamp").asLong());
    }

    @Test
    void takes_bounds_in_nanoseconds_milliseconds_and_dates() throws Exception {
        long fromMs = NOW_MS - 20_000;
        long toMs = NOW_MS - 10_000;
        String ns = "/v3/trades/AAPL?order=asc&timestamp.gte=" + fromMs + "000000&timestamp.lt=" + toMs + "000000";
        String ms = "/v3/trades/AAPL?order=asc&timestamp.gte=" + fromMs + "&timestamp.lt=" + toMs;

        List<Long> stamps = new ArrayList<>();
        get(ns).path("results")
                .forEach(trade -> stamps.add(trade.path("sip_timestamp").asLong()));
        assertThat(stamps)
                .isNotEmpty()
                .isSorted()
                .allSatisfy(stamp -> assertThat(stamp).isBetween(fromMs * 1_000_000, toMs * 1_000_000 - 1));
        assertThat(get(ms).path("results")).isEqualTo(get(ns).path("results"));
        assertThat(get("/v3/trades/AAPL?timestamp=2026-11-03&limit=5").path("results"))
                .hasSize(5);
        assertThat(get("/v3/trades/AAPL?timestamp=2026-11-02").path("results")).isEmpty();
    }

    @Test
    void says_400_to_a_time_that_is_none() throws Exception {
        HttpResponse<String> answer = fetch("/v3/trades/AAPL?timestamp.gte=soon&apiKey=demo");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"status\":\"ERROR\",\"error\":\"Could not parse the time 'soon'\"");
    }

    @Test
    void knows_quotes_of_pairs_without_size_and_sequence() throws Exception {
        JsonNode quote = get("/v3/quotes/C:EURUSD?limit=1").path("results").get(0);

        assertThat(quote.fieldNames())
                .toIterable()
                .containsExactly("ask_exchange", "ask_price", "bid_exchange", "bid_price", "participant_timestamp");
    }

    @Test
    void bars_of_five_seconds_cover_the_minute_bar() throws Exception {
        long minute = NOW_MS - 90_000;
        JsonNode fives = get("/v2/aggs/ticker/AAPL/range/5/second/" + minute + "/" + (minute + 59_999));
        JsonNode one = get("/v2/aggs/ticker/AAPL/range/1/minute/" + minute + "/" + minute)
                .path("results")
                .get(0);

        assertThat(fives.path("results")).hasSize(12);
        long volume = 0;
        for (JsonNode bar : fives.path("results")) volume += bar.path("v").asLong();
        assertThat(one.path("v").asLong()).isEqualTo(volume);
        assertThat(one.path("o")).isEqualTo(fives.path("results").get(0).path("o"));
        assertThat(one.path("c")).isEqualTo(fives.path("results").get(11).path("c"));
    }

    @Test
    void pages_bars_by_moving_the_path() throws Exception {
        JsonNode first = get("/v2/aggs/ticker/AAPL/range/10/second/" + (NOW_MS - 60_000) + "/" + NOW_MS + "?limit=4");

        assertThat(first.path("resultsCount").asInt()).isEqualTo(4);
        assertThat(follow(first).path("results").get(0).path("t").asLong()).isEqualTo(NOW_MS - 20_000);
    }

    @Test
    void shows_ticks_later_than_the_socket_where_a_lag_was_chosen() throws Exception {
        try (Simulator late = Simulator.start(Options.defaults()
                .withClock(CLOCK)
                .withHistory(Duration.ofMinutes(1))
                .with("{\"rest_lag_ms\": 5000}"))) {
            JsonNode newest = Json.read(
                            fetch(URI.create(late.restUrl() + "/v3/trades/AAPL?limit=1&apiKey=demo"))
                                    .body(),
                            JsonNode.class)
                    .path("results")
                    .get(0);

            assertThat(newest.path("sip_timestamp").asLong()).isLessThanOrEqualTo((NOW_MS - 5_000) * 1_000_000);
        }
    }

    @Test
    void refuses_in_the_vendors_words_on_command() throws Exception {
        try (Simulator busy = Simulator.start(Options.defaults().withHistory(Duration.ofMinutes(1)))) {
            busy.refuse(429);
            HttpResponse<String> answer = fetch(URI.create(busy.restUrl() + "/v1/marketstatus/now?apiKey=demo"));

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.body()).contains("You've exceeded the maximum requests per minute");
        }
    }

    private static JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = fetch(path, "Authorization", "Bearer demo");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.read(answer.body(), JsonNode.class);
    }

    /** As the vendor's JavaScript client does it: the key is simply appended. */
    private static JsonNode follow(JsonNode page) throws Exception {
        return Json.read(
                fetch(URI.create(page.path("next_url").asText() + "&apiKey=demo"))
                        .body(),
                JsonNode.class);
    }

    private static HttpResponse<String> fetch(String path, String... headers) throws Exception {
        return fetch(URI.create(simulator.restUrl() + path), headers);
    }

    private static HttpResponse<String> fetch(URI address, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (headers.length > 0) request.headers(headers);
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<String> texts(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.path(field).asText()));
        return texts;
    }
}
