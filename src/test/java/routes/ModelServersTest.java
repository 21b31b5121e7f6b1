package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import marketswarm.RunningServices;
import marketswarm.redis.Json;
import marketswarm.testing.FakeSite;
import marketswarm.testing.Logs;
import marketswarm.testing.RealRedis;
import marketswarm.testing.SetClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;

/**
 * The servers that speak this interface, each with the manner it is known for: what it refuses and in which words, what
 * it leaves out, what it puts around an answer.
 */
class ModelServersTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final Logs logs = new Logs();

    private static final String KEY = "sk-test-V0lFRE1BTk4";
    private static final String UID = "d0be2dc421be4fcd0172e5afceea3970e2f3d940";
    private static final String ANSWER = "{\"summary\":\"Apple sold more.\",\"bullets\":[\"Sales rose.\"],"
            + "\"sentiment\":{\"label\":\"bullish\",\"score\":0.7,\"confidence\":0.8},"
            + "\"tickers\":[{\"symbol\":\"AAPL\",\"sentiment\":\"bullish\",\"relevance\":0.9,\"reason\":\"Sales rose.\"}],"
            + "\"topics\":[\"earnings\"],\"event_type\":\"earnings\",\"impact\":\"medium\",\"abstained\":false}";

    private final FakeSite server = new FakeSite();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void close() {
        over.countDown();
        server.close();
        assertThat(logs.text()).doesNotContain(KEY);
    }

    @Test
    void a_reasoning_model_of_openai_wants_another_limit_and_no_temperature() {
        server.page("/v1/chat/completions", exchange -> {
            JsonNode asked = last("/v1/chat/completions");
            if (asked.has("max_tokens")) refuse(exchange, """
                    {"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use \
                    'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens",\
                    "code":"unsupported_parameter"}}""");
            else if (asked.has("temperature")) refuse(exchange, """
                    {"error":{"message":"Unsupported value: 'temperature' does not support 0 with this model. Only the \
                    default (1) value is supported.","type":"invalid_request_error","param":"temperature",\
                    "code":"unsupported_value"}}""");
            else say(exchange, """
                    {"id":"chatcmpl-1","object":"chat.completion","model":"o4-mini-2025-04-16","choices":[{"index":0,\
                    "message":{"role":"assistant","content":%s,"refusal":null,"annotations":[]},"finish_reason":"stop"}],\
                    "usage":{"prompt_tokens":900,"completion_tokens":700,"total_tokens":1600,"completion_tokens_details":\
                    {"reasoning_tokens":512}},"service_tier":"default","system_fingerprint":null}""");
        });

        JsonNode provenance = analyzed(
                        "\"base_url\":\"%s\",\"model\":\"o4-mini\",\"parameters\":{\"temperature\":0,\"seed\":7}"
                                .formatted(server.url("/v1")))
                .path("provenance");

        assertThat(provenance.path("attempts").asInt()).isEqualTo(3);
        assertThat(provenance.path("tokens_out").asInt()).isEqualTo(700);
        JsonNode last = last("/v1/chat/completions");
        assertThat(last.path("max_completion_tokens").asInt()).isEqualTo(4_000);
        assertThat(last.path("seed").asInt()).isEqualTo(7);
        assertThat(last.at("/response_format/type").asText()).isEqualTo("json_schema");
        assertThat(server.asked("/v1/chat/completions").get(0).headers())
                .containsEntry("authorization", "Bearer " + KEY);
    }

    @Test
    void azure_wants_its_key_bare_its_deployment_in_the_path_and_its_version_in_the_query() {
        String path = "/openai/deployments/news/chat/completions";
        server.page(path, exchange -> {
            if (last(path).at("/response_format/type").asText().equals("json_schema")) refuse(exchange, """
                    {"error":{"code":"BadRequest","message":"response_format value as json_schema is enabled only for api \
                    versions 2024-08-01-preview and later"}}""");
            else say(exchange, """
                    {"choices":[{"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}},"finish_reason":"stop",\
                    "index":0,"logprobs":null,"message":{"content":%s,"role":"assistant"}}],"created":1764000000,\
                    "model":"gpt-4o-mini-2024-07-18","object":"chat.completion","prompt_filter_results":[{"prompt_index":0,\
                    "content_filter_results":{}}],"usage":{"completion_tokens":120,"prompt_tokens":800,"total_tokens":920}}""");
        });

        JsonNode analysis = analyzed("\"base_url\":\"%s\",\"key_header\":\"api-key\""
                .formatted(server.url("/openai/deployments/news/?api-version=2024-06-01")));

        assertThat(analysis.at("/provenance/cost_usd").asText()).isEqualTo("0.000192");
        FakeSite.Asked asked = server.asked(path).get(1);
        assertThat(asked.target()).isEqualTo(path + "?api-version=2024-06-01");
        assertThat(asked.headers()).containsEntry("api-key", KEY).doesNotContainKey("authorization");
        assertThat(last(path).at("/response_format/type").asText()).isEqualTo("json_object");
    }

    @Test
    void azure_that_is_asked_too_often_says_how_long_to_wait_in_its_message() {
        server.page("/v1/chat/completions", 429, Map.of(), """
                {"error":{"code":"429","message":"Requests to the ChatCompletions_Create Operation under Azure OpenAI API \
                version 2024-06-01 have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after \
                40 seconds."}}""");
        long before = System.currentTimeMillis();

        try (var services = running("\"base_url\":\"%s\"".formatted(server.url("/v1")))) {
            queue();
            await().until(() -> redis.client().zcard("rss:queue:retry") == 1);
        }

        assertThat(redis.client()
                        .zrangeWithScores("rss:queue:retry", 0, 0)
                        .get(0)
                        .getScore())
                .isGreaterThanOrEqualTo(before + 40_000);
    }

    @Test
    void vllm_tells_its_errors_without_an_error_object_and_thinks_aloud_beside_its_answer() {
        server.page("/v1/chat/completions", exchange -> {
            JsonNode asked = last("/v1/chat/completions");
            if (asked.at("/response_format/type").asText().equals("json_schema")) refuse(exchange, """
                    {"object":"error","message":"Failed to compile the json_schema: unsupported grammar","type":\
                    "BadRequestError","param":null,"code":400}""");
            else if (asked.has("max_tokens") || asked.has("max_completion_tokens")) refuse(exchange, """
                    {"object":"error","message":"'max_tokens' or 'max_completion_tokens' is too large: 4000. This model's \
                    maximum context length is 4096 tokens and your request has 1200 input tokens (4000 > 4096 - 1200).",\
                    "type":"BadRequestError","param":null,"code":400}""");
            else say(exchange, """
                    {"id":"chatcmpl-8f","object":"chat.completion","created":1764000000,"model":"Qwen/Qwen3-8B","choices":\
                    [{"index":0,"message":{"role":"assistant","reasoning_content":"The user wants {json}. Sales rose, so...",\
                    "content":%s,"tool_calls":[]},"logprobs":null,"finish_reason":"stop","stop_reason":null}],\
                    "usage":{"prompt_tokens":1200,"total_tokens":1500,"completion_tokens":300,"prompt_tokens_details":null},\
                    "prompt_logprobs":null}""");
        });

        JsonNode analysis = analyzed("\"base_url\":\"%s\"".formatted(server.url("/v1/")));

        assertThat(analysis.path("summary").asText()).isEqualTo("Apple sold more.");
        assertThat(last("/v1/chat/completions").has("max_tokens")).isFalse();
        assertThat(last("/v1/chat/completions").has("max_completion_tokens")).isFalse();
    }

    @Test
    void an_older_llama_cpp_loads_its_model_first_and_refuses_a_schema_with_a_500() {
        server.page("/v1/chat/completions", new HttpHandler() {
            private boolean loaded;

            @Override
            public void handle(HttpExchange exchange) throws IOException {
                if (!loaded) {
                    loaded = true;
                    FakeSite.send(exchange, 503, Map.of(), """
                            {"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""".getBytes());
                } else if (last("/v1/chat/completions")
                        .path("response_format")
                        .path("type")
                        .asText()
                        .equals("json_schema")) {
                    FakeSite.send(exchange, 500, Map.of(), """
                            {"error":{"code":500,"message":"response_format type must be one of \\"text\\" or \\"json_object\\", \
                            but got: json_schema","type":"server_error"}}""".getBytes());
                } else
                    say(
                            exchange,
                            """
                        {"choices":[{"finish_reason":"stop","index":0,"message":{"role":"assistant","content":%s}}],"created":\
                        1764000000,"model":"gpt-4o-mini","object":"chat.completion","usage":{"completion_tokens":150,\
                        "prompt_tokens":1000,"total_tokens":1150},"id":"chatcmpl-x","timings":{"prompt_n":1000,"prompt_ms":900.5}}""",
                            "Sure! Here is the {requested} analysis:\n```json\n" + ANSWER
                                    + "\n```\nLet me know {if} you need more.");
            }
        });

        JsonNode analysis = analyzed("\"base_url\":\"%s\",\"max_attempts\":3".formatted(server.url("/v1")), "");

        assertThat(analysis.path("summary").asText()).isEqualTo("Apple sold more.");
        assertThat(server.asked("/v1/chat/completions")).hasSize(3);
        assertThat(server.asked("/v1/chat/completions").get(2).headers())
                .as("no key, none shown")
                .doesNotContainKey("authorization");
    }

    @Test
    void ollama_ignores_the_schema_thinks_inside_its_answer_and_needs_a_second_try() {
        server.page("/v1/chat/completions", exchange -> {
            boolean corrected = last("/v1/chat/completions").path("messages").size() == 4;
            say(
                    exchange,
                    """
                    {"id":"chatcmpl-317","object":"chat.completion","created":1764000000,"model":"llama3.2:3b",\
                    "system_fingerprint":"fp_ollama","choices":[{"index":0,"message":{"role":"assistant","content":%s,\
                    "reasoning":"Okay"},"finish_reason":"stop"}]}""",
                    "<think>It looks like {\"sentiment\": up}.</think>\n\n"
                            + (corrected
                                    ? ANSWER
                                    : ANSWER.replace("\"bullish\",\"score\":0.7", "\"positive\",\"score\":\"0.7\"")));
        });

        JsonNode provenance = analyzed("\"base_url\":\"%s\",\"model\":\"llama3.2:3b\"".formatted(server.url("/v1")), "")
                .path("provenance");

        assertThat(provenance.path("attempts").asInt()).isEqualTo(2);
        assertThat(provenance.path("tokens_in").asInt())
                .as("estimated, for nothing is counted")
                .isBetween(1_000, 6_000);
        assertThat(last("/v1/chat/completions").at("/messages/3/content").asText())
                .contains("was not usable");
    }

    @Test
    void a_gateway_that_streams_whatever_it_is_told_and_a_python_one_that_wants_nothing_extra() {
        server.page("/v1/chat/completions", exchange -> {
            JsonNode asked = last("/v1/chat/completions");
            assertThat(asked.path("stream").asBoolean(true)).isFalse();
            if (asked.has("response_format")) FakeSite.send(exchange, 422, Map.of(), """
                    {"detail":[{"type":"extra_forbidden","loc":["body","response_format"],"msg":"Extra inputs are not \
                    permitted","input":{"type":"json_schema"}}]}""".getBytes());
            else
                FakeSite.send(
                        exchange,
                        200,
                        Map.of("Content-Type", "text/event-stream"),
                        streamed(ANSWER).getBytes());
        });

        JsonNode analysis = analyzed("\"base_url\":\"%s\"".formatted(server.url("/v1")));

        assertThat(analysis.path("summary").asText()).isEqualTo("Apple sold more.");
        assertThat(analysis.at("/provenance/tokens_in").asInt()).isEqualTo(800);
        assertThat(analysis.at("/provenance/attempts").asInt()).isEqualTo(3);
    }

    @Test
    void an_answer_that_is_too_long_is_given_up_before_it_is_read_to_its_end() {
        server.page("/v1/chat/completions", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] chunk = " ".repeat(65_536).getBytes();
            while (over.getCount() > 0) exchange.getResponseBody().write(chunk);
        });

        assertThat(givenUp("\"base_url\":\"%s\",\"timeout_sec\":60,\"max_answer_kilobytes\":256"
                        .formatted(server.url("/v1"))))
                .contains("no answer from the model's server: an answer of more than 256 kB");
    }

    @Test
    void an_answer_that_drips_is_given_up_in_time() {
        server.page("/v1/chat/completions", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            do {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            } while (!waited(Duration.ofMillis(50)));
        });

        assertThat(givenUp("\"base_url\":\"%s\",\"timeout_sec\":1".formatted(server.url("/v1"))))
                .contains("no answer from the model's server: an answer that does not end in time");
    }

    private String givenUp(String settings) {
        try (var services = running(settings)) {
            queue();
            await().until(() -> redis.client().zcard("rss:queue:retry") == 1);
        }
        return logs.warnings().get(0);
    }

    private JsonNode analyzed(String settings) {
        return analyzed(settings, KEY);
    }

    private JsonNode analyzed(String settings, String key) {
        try (var services = running(settings, key)) {
            queue();
            await().until(() -> redis.client().exists("rss:analysis:" + UID));
        }
        return Json.read(redis.client().get("rss:analysis:" + UID), JsonNode.class);
    }

    private static RunningServices running(String settings) {
        return running(settings, KEY);
    }

    private static RunningServices running(String settings, String key) {
        String truth = """
                {"version":"t1","components":{"vexy_ai":{"engine":"openai","concurrency":1,%s}},
                 "secrets":{"vexy_ai":{%s}}}""".formatted(settings, key.isEmpty() ? "" : "\"openai_api_key\":\"" + key + "\"");
        return new RunningServices(redis.url(), truth, SetClock.running(), "vexy_ai");
    }

    private static void queue() {
        redis.client().set("rss:item:" + UID, """
                {"uid":"%s","url":"https://news.example/apple","title":"Apple beats estimates","summary":"Apple sold more.",
                 "source":"News","feed_url":"https://news.example/feed","feed_title":"News","category":"tech","tags":[],
                 "published_ms":1764000000000,"fetched_ms":1764000000500,"tickers":["AAPL"],"story_id":"s1"}""".formatted(UID));
        redis.client().xadd("rss:queue", StreamEntryID.NEW_ENTRY, Map.of("uid", UID, "title", "Apple beats estimates"));
    }

    private JsonNode last(String path) {
        List<FakeSite.Asked> asked = server.asked(path);
        return Json.read(asked.get(asked.size() - 1).body(), JsonNode.class);
    }

    private static void refuse(HttpExchange exchange, String error) throws IOException {
        FakeSite.send(exchange, 400, Map.of("Content-Type", "application/json"), error.getBytes());
    }

    private static void say(HttpExchange exchange, String completion) throws IOException {
        say(exchange, completion, ANSWER);
    }

    private static void say(HttpExchange exchange, String completion, String content) throws IOException {
        String body = completion.replace("%s", Json.write(content));
        FakeSite.send(exchange, 200, Map.of("Content-Type", "application/json"), body.getBytes());
    }

    private static String streamed(String content) {
        StringBuilder events = new StringBuilder(": keep-alive\n\n");
        for (int at = 0; at < content.length(); at += 50) {
            String piece = content.substring(at, Math.min(content.length(), at + 50));
            events.append(
                            "data: {\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":")
                    .append(Json.write(piece))
                    .append("},\"finish_reason\":null}]}\n\n");
        }
        return events.append("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n")
                .append(
                        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":800,\"completion_tokens\":90}}\n\ndata: [DONE]\n\n")
                .toString();
    }

    private boolean waited(Duration time) throws IOException {
        try {
            return over.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
