package marketswarm.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import marketswarm.redis.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretShapesTest {

    private static List<Problem> check(String field, String value) {
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.withObject("/components/vexy_ai").put(field, value);
        return SecretShapes.check(document);
    }

    // written in two parts, so that no scanner takes this file for a leak
    static Stream<String> keys() {
        return Stream.of(
                "sk-" + "proj-4f9a7c21d8e35b60",
                "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N",
                "AKIA" + "IOSFODNN7EXAMPLE",
                "ASIA" + "IOSFODNN7EXAMPLE",
                "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a",
                "github_pat_" + "11ABCDEFG0123456789_abcdef",
                "glpat-" + "x1y2z3a4b5c6d7e8f9g0",
                "xoxb-" + "123456789012-abcdefGHIJ",
                "AIza" + "SyA1234567890abcdefghijklmnopqrstuv",
                "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc",
                "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIEow==\n-----END RSA PRIVATE KEY-----",
                "https://u:" + "canary@x.example/",
                "https://x.example/f?format=rss&auth=" + "canary");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("keys")
    void a_key_is_recognized_alone_and_in_the_middle_of_a_text(String key) {
        assertThat(check("model", key)).hasSize(1);
        assertThat(check("prompt_template", "Use " + key + " for {data}")).hasSize(1);
        assertThat(check("prompt_template", "Use " + key).toString()).doesNotContain(key);
    }

    @Test
    void what_a_machine_has_drawn_is_recognized_nine_times_in_ten_and_more() {
        Random random = new Random(7);
        Supplier<String> hex = () -> HexFormat.of().formatHex(bytes(random, 16));
        Supplier<String> base64 = () -> Base64.getEncoder().encodeToString(bytes(random, 32));
        Supplier<String> letters = () -> random.ints(32, 0, 62)
                .mapToObj(i -> "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".substring(i, i + 1))
                .collect(java.util.stream.Collectors.joining());

        for (Supplier<String> drawn : List.of(hex, base64, letters)) {
            assertThat(Stream.generate(drawn)
                            .limit(1_000)
                            .filter(key -> !check("model", key).isEmpty())
                            .count())
                    .isGreaterThan(950);
        }
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claude-3-5-sonnet-20241022",
                "accounts/fireworks/models/llama-v3p1-405b-instruct",
                "mistralai/Mixtral-8x22B-Instruct-v0.1",
                "ft:gpt-4o-mini-2024-07-18:my-org:custom",
                "O:SPY251219C00650000",
                "https://www.google.com/alerts/feeds/02406393312945625571/2203829341923481263",
                "https://feeds.example.org/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b/rss?format=xml",
                "https://example.org/3f2504e0-4f89-11d3-9a0c-0305e82c3301.xml",
                "https://medium.com/feed/@user/story-1a2b3c4d5e6f",
                "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
                "Analyze: {data}",
                "Answer in JSON, at most 120 words, as AnalysisOfMarketNews2024Version2 says: {data}",
                "0000000000000000000000000000000000000000",
                "market_prices_for_everybody_2024",
                "redis-sentinel://host1:26379,host2:26379/master",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void names_addresses_and_ordinary_words_are_no_secrets(String value) {
        assertThat(check("model", value)).isEmpty();
    }

    @Test
    void a_category_may_be_called_tokens_and_an_empty_key_be_left_from_an_older_document() {
        ObjectNode document = Json.read("""
                {"core":{"polygon_api_key":"","password":null},"components":{"rss_agg":{"categories":{
                  "tokens":["https://example.org/f"]},"limits":{"tokens_per_min":5}}}}""", ObjectNode.class);

        assertThat(SecretShapes.check(document)).isEmpty();
    }

    @Test
    void the_place_is_a_pointer_whatever_the_name() {
        ObjectNode document =
                Json.read("{\"components\":{\"a/b\":{\"x~y\":{\"password\":\"hunter2\"}}}}", ObjectNode.class);

        assertThat(SecretShapes.check(document))
                .extracting(Problem::pointer)
                .containsExactly("/components/a~1b/x~0y/password");
    }
}
