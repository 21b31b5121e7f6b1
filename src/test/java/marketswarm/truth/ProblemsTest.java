package marketswarm.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import marketswarm.redis.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {

    private static final String CANARY = "sk-canary4f9a7c21d8e35b60Zq";

    @TempDir
    private Path dir;

    private static List<String> problems(String json) {
        return Truth.check(Json.read(json, ObjectNode.class)).stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void all_problems_are_told_at_once_with_place_kind_and_what_is_accepted() {
        assertThat(problems("""
                {"components":{
                  "massive":{"clusters":{"stocks":{"ws_url":"https://x.example"}},"backfill":{"enabled":"yes"}},
                  "rss_agg":{"poll_interval_min":0,"enabled_categories":["tehc"],
                             "categories":{"tech":["ftp://x.example/f","https://a.example/f"],
                                           "world":["https://a.example/f",{"poll_interval_min":2}]}},
                  "vexy_ai":{"engine":"opneai","concurency":3}},
                 "heartbeats":{"massive":{"frequency":0}}}"""))
                .containsExactlyInAnyOrder(
                        "/version: missing; accepted: text like \"1.0.0\", not empty (version of this truth, chosen by its author)",
                        "/heartbeats/massive/frequency: found number 0; accepted: a whole number like 5, at least 1, at most 3600 (seconds between two heartbeats; the key expires after three)",
                        "/components/massive/clusters/stocks/ws_url: found text \"https://x.example\"; accepted: text like \"wss://socket.massive.com/stocks\" (its address, ending in the cluster's path)",
                        "/components/massive/backfill/enabled: found text \"yes\"; accepted: true or false (whether gaps are filled)",
                        "/components/rss_agg/poll_interval_min: found number 0; accepted: a number like 5, above 0, at most 10080 (minutes between two polls of a feed, unless the feed says otherwise)",
                        "/components/rss_agg/categories/tech/0: found text \"ftp://x.example/f\"; accepted: text or an object like \"https://example.org/feed.xml\" (a feed: its address, or an object with url)",
                        "/components/rss_agg/categories/world/1/url: missing; accepted: text like \"https://example.org/feed.xml\" (address of the feed)",
                        "/components/vexy_ai/engine: found text \"opneai\"; accepted: \"openai\" or \"offline\" (openai: any OpenAI-compatible server; offline: rules in this program, no network); did you mean openai?",
                        "/components/rss_agg/enabled_categories/0: found tehc, a category that does not exist; accepted: * or one of [tech, world]; did you mean tech?",
                        "/components/rss_agg/categories/world/0: the same feed as /components/rss_agg/categories/tech/1; accepted: each feed once",
                        "/components/vexy_ai/concurency: not known here, ignored; did you mean concurrency?");
    }

    @Test
    void a_problem_is_one_line_and_turns_no_terminal_around_whatever_a_name_holds() {
        assertThat(problems("{\"version\":\"1\",\"components\":{},\"a\\nb\\u001b[2Jc\\u202ed\":1}"))
                .containsExactly("/a\\u{a}b\\u{1b}[2Jc\\u{202e}d: not known here, ignored");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a': 1e99999999999} | not JSON: a number's exponent is beyond all measure",
                "{'a': 1e99915} | found a number that is beyond all measure; accepted: numbers of up to 1,000 digits",
                "{'a': 1e9994} | found a number that is beyond all measure; accepted: numbers of up to 1,000 digits",
                "{} 'a' | not JSON at line 1, column 4: Trailing token (of type VALUE_STRING) found after value"
            },
            quoteCharacter = '`')
    void what_cannot_be_kept_is_refused_in_our_words(String text, String why) {
        List<Problem> problems = new ArrayList<>();
        TruthFiles.parse("truth.json", text.replace('\'', '"'), problems);
        assertThat(problems).extracting(Problem::toString).containsExactly("truth.json: " + why);
    }

    @Test
    void an_unknown_field_is_a_warning_and_does_not_keep_a_truth_from_loading() {
        var document = Json.read("{\"version\":\"1\",\"components\":{},\"nodes\":{}}", ObjectNode.class);

        assertThat(Truth.check(document))
                .containsExactly(Problem.warning("/nodes", "not known here, ignored; did you mean node?"));
        assertThat(Truth.of(document).version()).isEqualTo("1");
    }

    @Test
    void two_components_for_one_service_are_refused() {
        assertThat(problems("""
                {"version":"1","components":{"rss_agg":{"meta":{"service_id":"rss_agg"}},
                 "news":{"meta":{"service_id":"rss_agg"}}}}"""))
                .containsExactly("/components/news/meta/service_id: found rss_agg, which /components/rss_agg has too;"
                        + " accepted: one component a service");
    }

    @ParameterizedTest
    @CsvSource({
        "api_key, EXAMPLE",
        "openai_api_key, EXAMPLE",
        "model, sk-canary4f9a7c21d8e35b60Zq",
        "prompt_template, Analyze with sk-canary4f9a7c21d8e35b60Zq: {data}",
        "model, Zq3ab7c21d8e35b604f9a7c21d8e35b6",
        "base_url, https://user:canary4f9a@api.example/v1",
        "base_url, https://api.example/v1?apiKey=canary4f9a"
    })
    void a_secret_below_components_is_refused_by_its_path_and_never_repeated(String field, String value) {
        var document = Json.read("{\"version\":\"1\",\"components\":{\"vexy_ai\":{}}}", ObjectNode.class);
        document.withObject("/components/vexy_ai").put(field, value);

        assertThatThrownBy(() -> Truth.of(document))
                .hasMessageContaining("/components/vexy_ai/" + field + ": looks like a secret")
                .hasMessageNotContaining("anary4f9a")
                .hasMessageNotContaining("Zq3ab7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"massive\":{\"api_key\":[\"" + CANARY + "\"]}}",
                "{\"massive\":{\"api_key\":{\"x\":\"" + CANARY + "\"}}}",
                "{\"massive\":\"" + CANARY + "\"}",
                "\"" + CANARY + "\"",
                "{\"sse_gateway\":{\"tokens\":\"" + CANARY + "\"}}"
            })
    void a_secret_of_a_wrong_type_is_named_by_its_kind_only(String secrets) {
        String json = "{\"version\":\"1\",\"components\":{},\"secrets\":" + secrets + "}";

        assertThat(problems(json))
                .isNotEmpty()
                .allSatisfy(
                        problem -> assertThat(problem).startsWith("/secrets").doesNotContain("canary"));
    }

    @Test
    void broken_json_in_both_files_is_told_with_line_and_column_and_without_a_value() throws IOException {
        Path truth = Files.writeString(dir.resolve("truth.json"), "{\n  \"version\": \"1\",\n}");
        Path secrets = Files.writeString(
                dir.resolve("truth_secrets.json"), "{\"secrets\": {\"massive\": {\"api_key\": canary4f9a}}}");

        var files = TruthFiles.read(truth, Optional.of(secrets));

        assertThat(files.valid()).isFalse();
        assertThat(files.problems())
                .extracting(Problem::message)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith(
                                        "not JSON at line 3, column 1: Unexpected character ('}' (code 125)): was expecting double-quote"),
                        second -> assertThat(second)
                                .startsWith("not JSON at line 1, column ")
                                .doesNotContain("anary4f9a"));
    }

    @Test
    void a_field_written_twice_and_a_document_that_is_no_object_are_refused() throws IOException {
        Path twice =
                Files.writeString(dir.resolve("a.json"), "{\"version\":\"1\",\"version\":\"2\",\"components\":{}}");
        Path list = Files.writeString(dir.resolve("b.json"), "[]");

        assertThat(TruthFiles.read(twice, Optional.empty()).problems())
                .extracting(Problem::message)
                .containsExactly("not JSON at line 1, column 25: Duplicate field 'version'");
        assertThat(TruthFiles.read(list, Optional.empty()).problems())
                .extracting(Problem::message)
                .containsExactly("found no object; accepted: a JSON object { … }");
    }

    @Test
    void the_overlay_wins_objects_are_merged_and_lists_are_replaced() {
        var base = Json.read("{\"a\":{\"x\":1,\"y\":[1,2]},\"b\":1}", ObjectNode.class);
        var overlay = Json.read("{\"a\":{\"y\":[3],\"z\":{\"q\":2}},\"b\":{\"c\":4}}", ObjectNode.class);

        assertThat(Merge.of(base, overlay).toString())
                .isEqualTo("{\"a\":{\"x\":1,\"y\":[3],\"z\":{\"q\":2}},\"b\":{\"c\":4}}");
        assertThat(base.toString()).isEqualTo("{\"a\":{\"x\":1,\"y\":[1,2]},\"b\":1}");
    }
}
