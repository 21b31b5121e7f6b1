package marketswarm.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import marketswarm.redis.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossChecksTest {

    private static List<String> problems(String rest) {
        return Truth.check(Json.read("{\"version\":\"1\"," + rest + "}", ObjectNode.class)).stream()
                .map(problem -> (problem.isError() ? "E " : "W ") + problem)
                .toList();
    }

    private static List<String> component(String name, String settings) {
        return problems("\"components\":{\"" + name + "\":" + settings + "}");
    }

    private static List<String> cluster(String name, String fields) {
        return component(
                "massive",
                "{\"clusters\":{\"" + name + "\":{\"ws_url\":\"wss://x.example/" + name + "\"" + fields + "}}}");
    }

    @ParameterizedTest
    @CsvSource({
        "stocks, X:BTCUSD",
        "stocks, O:SPY251219C00650000",
        "futures, I:SPX",
        "crypto, AAPL",
        "crypto, C:EURUSD",
        "forex, X:BTCUSD",
        "indices, SPX",
        "options, SPY"
    })
    void a_symbol_of_another_cluster_is_an_error_that_shows_one_of_this(String cluster, String symbol) {
        assertThat(cluster(cluster, ",\"symbols\":[\"*\",\"" + symbol + "\"]"))
                .singleElement()
                .asString()
                .startsWith("E /components/massive/clusters/" + cluster + "/symbols/1: found text \"" + symbol
                        + "\"; accepted: text like \"");
    }

    @ParameterizedTest
    @CsvSource({
        "stocks, BRK.B",
        "crypto, X:BTC-USD",
        "forex, C:EURUSD",
        "indices, I:SPX",
        "options, O:SPY251219C00650000",
        "futures, ESZ4"
    })
    void a_symbol_of_its_cluster_and_the_star_are_fine(String cluster, String symbol) {
        assertThat(cluster(cluster, ",\"symbols\":[\"" + symbol + "\",\"*\"]")).isEmpty();
    }

    @Test
    void shards_that_cannot_divide_and_connections_that_the_vendor_cuts_are_warned_of() {
        String clusters =
                "\"clusters\":{\"crypto\":{\"ws_url\":\"wss://socket.massive.com/crypto\",\"symbols\":[\"*\"],"
                        + "\"channels\":[\"XT\"]}}}";
        assertThat(component("massive", "{\"shards\":4," + clusters))
                .containsExactly(
                        "W /components/massive/clusters/crypto/symbols: found *, which cannot be divided: one of the 4 shards"
                                + " reads the cluster whole; name the symbols to divide them",
                        "W /components/massive/shards: found 4 connections to each cluster; the vendor allows one on"
                                + " individual plans and 3 on business plans, and cuts what is beyond");
        assertThat(component("massive", "{\"shards\":1," + clusters)).isEmpty();
    }

    @Test
    void a_filter_of_the_logger_that_is_no_regular_expression_is_an_error_that_says_where() {
        assertThat(component("logger", "{\"filter\":{\"pattern\":\"a(b\",\"except\":\"c\"}}"))
                .containsExactly(
                        "E /components/logger/filter/pattern: found text that is no regular expression (Unclosed group near"
                                + " character 3); accepted: a regular expression of Java");
    }

    @Test
    void a_channel_of_another_cluster_is_an_error_with_those_there_are() {
        assertThat(cluster("crypto", ",\"channels\":[\"XT\",\"T\"]"))
                .containsExactly(
                        "E /components/massive/clusters/crypto/channels/1: found text \"T\"; accepted: \"XT\" or \"XQ\""
                                + " or \"XL2\" or \"XA\" or \"XAS\" or \"XS\" or \"AM\" or \"FMV\" or \"LV\" (a channel of crypto);"
                                + " did you mean XT?");
    }

    @Test
    void a_cluster_that_the_vendor_does_not_have_is_a_warning_with_the_nearest() {
        assertThat(cluster("stoks", ""))
                .containsExactly(
                        "W /components/massive/clusters/stoks: found stoks, a cluster that the vendor does not have;"
                                + " accepted: one of [stocks, options, forex, crypto, indices, futures]; did you mean stocks?");
    }

    @Test
    void a_socket_whose_path_is_another_clusters_is_a_warning() {
        assertThat(component("massive", "{\"clusters\":{\"crypto\":{\"ws_url\":\"wss://x.example/stocks/\"}}}"))
                .containsExactly("W /components/massive/clusters/crypto/ws_url: found an address that ends otherwise;"
                        + " accepted: one that ends in /crypto");
        assertThat(component("massive", "{\"clusters\":{\"futures\":{\"ws_url\":\"wss://x.example/futures/cme\"}}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://127.0.0.1:9/stocks", "ws://simulator:9/stocks", "ws://192.168.1.7/stocks"})
    void a_socket_near_by_need_not_be_encrypted(String url) {
        assertThat(component("massive", "{\"clusters\":{\"stocks\":{\"ws_url\":\"" + url + "\"}}}"))
                .isEmpty();
    }

    @Test
    void a_key_that_would_travel_in_the_open_is_a_warning() {
        assertThat(
                        component(
                                "massive",
                                "{\"rest_url\":\"http://api.example.com\",\"clusters\":{\"stocks\":{\"ws_url\":\"ws://x.example/stocks\"}}}"))
                .containsExactly(
                        "W /components/massive/clusters/stocks/ws_url: found an address without encryption, to which a key is"
                                + " sent; accepted: wss://… beyond this machine and its network",
                        "W /components/massive/rest_url: found an address without encryption, to which a key is sent;"
                                + " accepted: https://… beyond this machine and its network");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example/f",
                "https://a.example/f/",
                "https://A.example/f",
                "https://a.example:443/f",
                "http://a.example:80/f"
            })
    void the_same_feed_spelt_otherwise_is_a_warning(String other) {
        assertThat(component(
                        "rss_agg", "{\"categories\":{\"x\":[\"https://a.example/f\",{\"url\":\"" + other + "\"}]}}"))
                .containsExactly("W /components/rss_agg/categories/x/1: probably the same feed as"
                        + " /components/rss_agg/categories/x/0, spelt otherwise; accepted: each feed once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example:8443/f", "https://b.example/f", "https://a.example/F"})
    void feeds_of_another_port_host_or_path_are_two(String other) {
        assertThat(component(
                        "rss_agg", "{\"categories\":{\"x\":[\"https://a.example/f\",{\"url\":\"" + other + "\"}]}}"))
                .isEmpty();
    }

    @Test
    void a_model_that_is_reached_without_encryption_is_a_warning() {
        assertThat(component("vexy_ai", "{\"engine\":\"openai\",\"base_url\":\"http://model.example/v1\"}"))
                .anyMatch(problem ->
                        problem.startsWith("W /components/vexy_ai/base_url: found an address without encryption"));
        assertThat(component("vexy_ai", "{\"engine\":\"openai\",\"base_url\":\"https://model.example/v1\"}"))
                .noneMatch(problem -> problem.contains("base_url"));
    }

    @Test
    void feeds_that_differ_in_their_query_are_two() {
        assertThat(
                        component(
                                "rss_agg",
                                "{\"categories\":{\"x\":[\"https://a.example/f?q=1\",\"https://a.example/f?q=2\",\"https://a.example/\"]}}"))
                .isEmpty();
    }

    @Test
    void feeds_and_enabled_categories_that_are_no_lists_are_told_so() {
        assertThat(component("rss_agg", "{\"enabled_categories\":{\"x\":1},\"categories\":{\"x\":{\"every\":3}}}"))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("E /components/rss_agg/enabled_categories: found an object; accepted: a list"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("E /components/rss_agg/categories/x: found an object; accepted: a list"));
    }

    @Test
    void an_enabled_category_that_is_empty_is_a_warning_and_one_that_is_mistyped_an_error() {
        assertThat(component(
                        "rss_agg",
                        "{\"enabled_categories\":[\"tech\",\"wrld\"],\"categories\":{\"tech\":[],\"world\":[]}}"))
                .containsExactly(
                        "E /components/rss_agg/enabled_categories/1: found wrld, a category that does not exist;"
                                + " accepted: * or one of [tech, world]; did you mean world?",
                        "W /components/rss_agg/enabled_categories/0: found tech, a category without a feed; accepted: one with feeds");
    }

    @Test
    void a_model_without_a_price_is_a_warning_for_no_budget_can_hold() {
        assertThat(component("vexy_ai", "{\"model\":\"gpt-4o-mini2\"}"))
                .containsExactly(
                        "W /components/vexy_ai/prices/gpt-4o-mini2: missing, so limits.budget_usd_per_day cannot hold;"
                                + " accepted: what the model costs, like { \"input_per_mtok\": 0.15, \"output_per_mtok\": 0.60 };"
                                + " did you mean gpt-4o-mini?");
        assertThat(component("vexy_ai", "{\"model\":\"meta/llama\"}"))
                .singleElement()
                .asString()
                .startsWith("W /components/vexy_ai/prices/meta~1llama: missing");
        assertThat(component("vexy_ai", "{\"model\":\"any\",\"engine\":\"offline\"}"))
                .isEmpty();
    }

    @Test
    void a_prompt_that_names_no_article_is_a_warning_and_one_that_names_what_there_is_not_an_error() {
        assertThat(component("vexy_ai", "{\"prompt_template\":\"Analyze {titel} in {market}\"}"))
                .containsExactly(
                        "E /components/vexy_ai/prompt_template: found {titel}, which nothing fills in; accepted: the names [data,"
                                + " title, summary, text, source, category, published, tickers, market]; did you mean title?",
                        "W /components/vexy_ai/prompt_template: names no article, which is put at its end; accepted: text with"
                                + " {data}, {text} or {summary}");
        assertThat(component("vexy_ai", "{\"prompt_template\":\"As {\\\"a\\\": 1}: {{text}}\"}"))
                .isEmpty();
    }

    @Test
    void a_port_that_is_used_twice_is_an_error_in_one_service_and_a_warning_in_two() {
        assertThat(
                        problems(
                                "\"components\":{\"sse_gateway\":{\"port\":9104},\"logger\":{\"management\":{\"port\":9101}},"
                                        + "\"massive\":{},\"mesh_coordinator\":{\"management\":{\"host\":\"10.0.0.1\",\"port\":9101}}}"))
                .containsExactly(
                        "E /components/sse_gateway/port: found 9104, which /components/sse_gateway/management/port has too;"
                                + " accepted: each port once",
                        "W /components/massive/management/port: found 9101, which /components/logger/management/port has too;"
                                + " accepted: each port once, unless both run in containers of their own");
    }

    @Test
    void any_free_port_may_be_asked_for_twice() {
        assertThat(problems("\"components\":{\"sse_gateway\":{\"port\":0,\"management\":{\"port\":0}}}"))
                .isEmpty();
    }

    @Test
    void a_heartbeat_and_a_component_for_a_service_that_does_not_exist_are_warnings() {
        assertThat(
                        problems(
                                "\"heartbeats\":{\"rss_ag\":{},\"massive\":{}},\"components\":{\"logger\":{\"meta\":{\"service_id\":\"loger\"}}}"))
                .containsExactly(
                        "W /components/logger/meta/service_id: found loger, a service that does not exist; accepted: one of "
                                + Services.ALL + "; did you mean logger?",
                        "W /heartbeats/rss_ag: a heartbeat for rss_ag, a service that does not exist; accepted: one of "
                                + Services.ALL + "; did you mean rss_agg?");
    }

    @Test
    void a_redis_of_another_scheme_is_an_error() {
        assertThat(problems("\"components\":{},\"buses\":{\"market\":{\"url\":\"http://market:6379\"}}"))
                .containsExactly("E /buses/market/url: found text \"http://market:6379\"; accepted: text like"
                        + " \"redis://market-redis:6379\" (its address)");
    }

    @Test
    void a_secret_too_short_to_be_hidden_everywhere_is_a_warning_without_its_value() {
        assertThat(problems("\"components\":{},\"secrets\":{\"sse_gateway\":{\"tokens\":[\"k7xyz\",\"k7xyzw\"]}}"))
                .containsExactly("W /secrets/sse_gateway/tokens/0: too short to be kept out of every log line;"
                        + " accepted: 6 characters or more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"79e99", "1e64", "-7e77"})
    void a_number_whose_lowest_bits_would_pass_for_another_is_an_error(String number) {
        assertThat(component("sse_gateway", "{\"port\":" + number + "}"))
                .singleElement()
                .asString()
                .startsWith("E /components/sse_gateway/port: found ");
        assertThat(component(
                        "vexy_ai", "{\"prices\":{\"m\":{\"input_per_mtok\":" + number + ",\"output_per_mtok\":1}}}"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("E /components/vexy_ai/prices/m/input_per_mtok: found "));
    }

    @Test
    void a_list_that_is_too_long_is_told_its_limit() {
        String channels = "\"T\",".repeat(64) + "\"Q\"";

        assertThat(cluster("stocks", ",\"channels\":[" + channels + "]"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("E /components/massive/clusters/stocks/channels: found a list; accepted: a list")
                        .contains("at most 64 of them"));
    }
}
