package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpHandler;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import marketswarm.RunningServices;
import marketswarm.redis.Json;
import marketswarm.testing.FakeSite;
import marketswarm.testing.Logs;
import marketswarm.testing.RealRedis;
import marketswarm.testing.SetClock;
import org.apache.camel.spi.ModelToXMLDumper;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntry;

/** Work units from the queue to the analysis, by way of a model on loopback that answers as it is told. */
class VexyRoutesTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final Logs logs = new Logs();

    private static final String KEY = "sk-test-R0lSQUZGRVM";
    private static final String UID = "d0be2dc421be4fcd0172e5afceea3970e2f3d940";
    private static final String ANSWER = """
            {"summary":"Apple sold more.","bullets":["Sales rose."],
             "sentiment":{"label":"bullish","score":0.7,"confidence":0.8},
             "tickers":[{"symbol":"AAPL","sentiment":"bullish","relevance":0.9,"reason":"Sales rose."}],
             "topics":["earnings"],"event_type":"earnings","impact":"medium","abstained":false}""";

    private final FakeSite model = new FakeSite();
    private final Deque<HttpHandler> answers = new ArrayDeque<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final SetClock clock = SetClock.running();

    @BeforeEach
    void listen() {
        model.page("/v1/chat/completions", exchange -> {
            HttpHandler next;
            synchronized (answers) {
                next = answers.size() > 1 ? answers.poll() : answers.peek();
            }
            next.handle(exchange);
        });
    }

    @AfterEach
    void close() {
        over.countDown();
        model.close();
        assertThat(logs.text()).doesNotContain(KEY);
    }

    @Test
    void an_item_is_analyzed_with_its_prices_and_all_that_follows_is_written_together() {
        answers.add(exchange -> say(exchange));
        redis.client().hset("market:snapshot:AAPL", Map.of("symbol", "AAPL", "price", "189.10", "ts_ms", "1"));
        queue(UID);

        try (var services = running()) {
            await().until(() -> pending() == 0 && redis.client().exists("rss:analysis:" + UID));
        }

        JsonNode analysis = Json.read(redis.client().get("rss:analysis:" + UID), JsonNode.class);
        assertThat(analysis.path("summary").asText()).isEqualTo("Apple sold more.");
        assertThat(analysis.at("/market_context/0/symbol").asText()).isEqualTo("AAPL");
        assertThat(analysis.at("/provenance/engine").asText()).isEqualTo("openai");
        assertThat(analysis.at("/provenance/attempts").asInt()).isEqualTo(1);
        assertThat(redis.client().zscore("rss:analysis:index", UID)).isEqualTo(1764000000d);
        assertThat(redis.client().ttl("rss:analysis:" + UID)).isPositive();
        assertThat(entries("events:analysis"))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("uid", UID)
                        .containsEntry("tickers", "AAPL")
                        .containsEntry("sentiment", "bullish")
                        .containsEntry("category", "tech"));
        assertThat(logs.warnings()).isEmpty();
    }

    @Test
    void the_model_is_asked_as_its_interface_wants_it() {
        answers.add(exchange -> say(exchange));
        queue(UID);

        try (var services = running()) {
            await().until(() -> redis.client().exists("rss:analysis:" + UID));
        }

        FakeSite.Asked asked = calls().get(0);
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.target()).isEqualTo("/v1/chat/completions");
        assertThat(asked.headers())
                .containsEntry("authorization", "Bearer " + KEY)
                .containsEntry("content-type", "application/json");
        assertThat(asked.headers().keySet())
                .isSubsetOf(
                        "accept",
                        "accept-encoding",
                        "authorization",
                        "connection",
                        "content-length",
                        "content-type",
                        "host",
                        "transfer-encoding",
                        "upgrade",
                        "user-agent");
        JsonNode body = Json.read(asked.body(), JsonNode.class);
        assertThat(body.path("model").asText()).isEqualTo("gpt-4o-mini");
        assertThat(body.at("/messages/0/role").asText()).isEqualTo("system");
        assertThat(body.at("/messages/1/content").asText())
                .startsWith("Analyze: ")
                .contains("Apple beats estimates");
        assertThat(asked.body()).doesNotContain(KEY);
    }

    @Test
    void what_is_analyzed_already_or_has_expired_is_acknowledged_without_a_call() {
        answers.add(exchange -> say(exchange));
        queue(UID);
        try (var services = running()) {
            await().until(() -> redis.client().exists("rss:analysis:" + UID));
            queue(UID);
            redis.client().xadd("rss:queue", StreamEntryID.NEW_ENTRY, Map.of("uid", "expired"));
            await().until(() -> delivered() == 3 && pending() == 0);
        }

        assertThat(calls()).hasSize(1);
        assertThat(redis.client().xlen("events:analysis")).isEqualTo(1);
        assertThat(redis.client().exists("rss:queue:dead")).isFalse();
    }

    @Test
    void a_model_in_trouble_is_asked_again_and_the_item_is_analyzed_once() {
        answers.add(
                exchange -> FakeSite.send(exchange, 500, Map.of(), "{\"error\":{\"message\":\"oops\"}}".getBytes()));
        answers.add(exchange -> say(exchange));
        queue(UID);

        try (var services = running()) {
            await().until(() -> redis.client().zcard("rss:queue:retry") == 1
                    || redis.client().exists("rss:analysis:" + UID));
            await().until(() -> redis.client().exists("rss:analysis:" + UID) && pending() == 0);
            assertThat(services.progress("vexy_ai"))
                    .containsEntry("analyzed", "1")
                    .containsEntry("failed", "1");
        }

        assertThat(calls()).hasSize(2);
        assertThat(redis.client().zcard("rss:queue:retry")).isZero();
        assertThat(redis.client().xlen("events:analysis")).isEqualTo(1);
        assertThat(entries("rss:queue").get(1)).containsEntry("uid", UID).containsEntry("attempts", "1");
        assertThat(logs.warnings())
                .singleElement()
                .asString()
                .startsWith("analysis: will be tried again uid=" + UID + " attempt=1 cause=");
    }

    @Test
    void what_will_never_succeed_is_buried_with_what_it_was() {
        answers.add(exchange ->
                FakeSite.send(exchange, 400, Map.of(), "{\"error\":{\"message\":\"no such model\"}}".getBytes()));
        String id = queue(UID);

        try (var services = running()) {
            await().until(() -> redis.client().xlen("rss:queue:dead") == 1 && pending() == 0);
        }

        Map<String, String> dead = entries("rss:queue:dead").get(0);
        assertThat(dead.remove("dead_ms")).matches("\\d{13}");
        assertThat(dead)
                .containsEntry("uid", UID)
                .containsEntry("title", "Apple beats estimates")
                .containsEntry("category", "tech")
                .containsEntry("original_id", id)
                .containsEntry("attempts", "1");
        assertThat(dead.get("cause")).startsWith("analysis: ").contains("400").contains("no such model");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void a_model_that_stays_in_trouble_is_given_up_after_as_many_attempts_as_truth_allows() {
        answers.add(exchange -> FakeSite.send(exchange, 503, Map.of("Retry-After", "0"), new byte[0]));
        queue(UID);

        try (var services = running()) {
            await().until(() -> redis.client().xlen("rss:queue:dead") == 1);
        }

        assertThat(calls()).as("max_attempts, and no more behind our back").hasSize(2);
        assertThat(entries("rss:queue:dead").get(0)).containsEntry("attempts", "2");
        assertThat(logs.warnings()).hasSize(2);
    }

    @Test
    void a_refused_key_is_said_once_and_no_item_pays_for_it() {
        answers.add(exchange -> FakeSite.send(
                exchange, 401, Map.of(), ("{\"error\":{\"message\":\"Incorrect API key " + KEY + "\"}}").getBytes()));
        queue(UID);

        try (var services = running()) {
            await().until(() -> redis.client().zcard("rss:queue:retry") == 1 && pending() == 0);
            queue("other");
            await("the second item stays in the queue, without a call")
                    .during(Duration.ofMillis(300))
                    .until(() -> calls().size() == 1 && pending() == 0);
            assertThat(redis.client().ttl("vexy:gate")).as("for every worker").isBetween(1L, 30L);

            synchronized (answers) {
                answers.clear();
                answers.add(exchange -> say(exchange));
            }
            clock.forward(Duration.ofSeconds(31));
            redis.client().del("vexy:gate"); // its time is the server's
            redis.client()
                    .zrange("rss:queue:retry", 0, -1)
                    .forEach(member -> redis.client().zadd("rss:queue:retry", 0, member));
            await().until(() -> redis.client().xlen("events:analysis") == 2 && pending() == 0);
        }

        assertThat(redis.client().exists("rss:queue:dead")).isFalse();
        assertThat(logs.warnings())
                .singleElement()
                .asString()
                .startsWith("analysis: pausing cause=analysis: the key was not accepted");
    }

    @Test
    void a_model_that_does_not_exist_holds_the_queue_buries_nothing_and_says_what_to_do() {
        answers.add(exchange -> FakeSite.send(
                exchange,
                404,
                Map.of(),
                "{\"error\":{\"code\":\"model_not_found\",\"message\":\"no such model\"}}".getBytes()));
        queue(UID);

        try (var services = running()) {
            await().until(() -> redis.client().zcard("rss:queue:retry") == 1 && pending() == 0);
            queue("other");
            await("the second item stays in the queue, without a call")
                    .during(Duration.ofMillis(300))
                    .until(() -> calls().size() == 1 && pending() == 0);
            assertThat(services.progress("vexy_ai").get("held"))
                    .startsWith(
                            "analysis: the server does not know this model or this address; check model and base_url");
        }

        assertThat(redis.client().exists("rss:queue:dead")).isFalse();
    }

    @Test
    void a_page_in_the_models_place_holds_the_queue_and_costs_no_attempt() {
        answers.add(exchange -> FakeSite.send(
                exchange, 200, Map.of("Content-Type", "text/html"), "<html>Please log in</html>".getBytes()));
        queue(UID);

        try (var services = running()) {
            await().until(() -> redis.client().zcard("rss:queue:retry") == 1 && pending() == 0);
            assertThat(redis.client().zrange("rss:queue:retry", 0, -1).get(0)).contains("\"attempts\":\"0\"");
            queue("other");
            await("the second item stays in the queue, without a call")
                    .during(Duration.ofMillis(300))
                    .until(() -> calls().size() == 1 && pending() == 0);
            assertThat(services.progress("vexy_ai").get("held"))
                    .startsWith("analysis: a page answers in the model's place; check base_url in truth");
        }
    }

    @Test
    void a_model_that_does_not_answer_in_time_is_given_up_for_now() {
        answers.add(exchange -> hold());
        queue(UID);

        try (var services = running()) {
            await().until(() -> redis.client().zcard("rss:queue:retry") == 1);
        }

        assertThat(logs.warnings().get(0)).contains("no answer from the model's server");
    }

    @Test
    void the_key_shows_in_no_dump_and_no_attribute() throws Exception {
        answers.add(exchange -> say(exchange));
        queue(UID);

        try (var services = running()) {
            await().until(() -> redis.client().exists("rss:analysis:" + UID));
            var camel = services.camel();
            ModelToXMLDumper dumper = PluginHelper.getModelToXMLDumper(camel);
            for (var route : ((org.apache.camel.model.ModelCamelContext) camel).getRouteDefinitions()) {
                assertThat(dumper.dumpModelAsXml(camel, route)).doesNotContain(KEY);
                assertThat(dumper.dumpModelAsXml(camel, route, true, true, true))
                        .doesNotContain(KEY);
            }
            assertThat(attributes(camel.getName())).contains("vexy-model").doesNotContain(KEY);
        }
    }

    private static String attributes(String context) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        StringBuilder text = new StringBuilder();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:context=" + context + ",*"), null)) {
            text.append(name).append('\n');
            for (var attribute : server.getMBeanInfo(name).getAttributes()) {
                try {
                    text.append(server.getAttribute(name, attribute.getName())).append('\n');
                } catch (javax.management.JMException notReadable) {
                    text.append(notReadable).append('\n');
                }
            }
        }
        return text.toString();
    }

    private RunningServices running() {
        String truth = """
                {"version": "t1",
                 "components": {"vexy_ai": {"meta": {"name": "Vexy", "service_id": "vexy_ai"}, "engine": "openai",
                   "base_url": "%s", "model": "gpt-4o-mini", "prompt_template": "Analyze: {data}",
                   "concurrency": 1, "max_attempts": 2, "timeout_sec": 1}},
                 "secrets": {"vexy_ai": {"openai_api_key": "%s"}}}""".formatted(model.url("/v1"), KEY);
        return new RunningServices(redis.url(), truth, clock, "vexy_ai");
    }

    private static String queue(String uid) {
        redis.client().set("rss:item:" + uid, """
                {"uid":"%s","url":"https://news.example/apple","title":"Apple beats estimates","summary":"Apple sold more.",
                 "source":"News","feed_url":"https://news.example/feed","feed_title":"News","category":"tech","tags":[],
                 "published_ms":1764000000000,"fetched_ms":1764000000500,"tickers":["AAPL"],"story_id":"s1"}""".formatted(uid));
        return redis.client()
                .xadd(
                        "rss:queue",
                        StreamEntryID.NEW_ENTRY,
                        Map.of(
                                "uid", uid,
                                "url", "https://news.example/apple",
                                "title", "Apple beats estimates",
                                "source", "News",
                                "category", "tech"))
                .toString();
    }

    private static void say(com.sun.net.httpserver.HttpExchange exchange) throws java.io.IOException {
        String completion = """
                {"id":"c1","object":"chat.completion","model":"gpt-4o-mini","choices":[{"index":0,"finish_reason":"stop",
                 "message":{"role":"assistant","content":%s}}],"usage":{"prompt_tokens":100,"completion_tokens":20}}""".formatted(Json.write(ANSWER));
        FakeSite.send(exchange, 200, Map.of("Content-Type", "application/json"), completion.getBytes());
    }

    private void hold() throws java.io.IOException {
        try {
            over.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new java.io.IOException(e);
        }
    }

    private List<FakeSite.Asked> calls() {
        return model.asked("/v1/chat/completions");
    }

    private static List<Map<String, String>> entries(String stream) {
        return redis.client().xrange(stream, "-", "+").stream()
                .map(StreamEntry::getFields)
                .toList();
    }

    private static long pending() {
        return redis.client().xpending("rss:queue", "vexy").getTotal();
    }

    private static long delivered() {
        var group = redis.client().xinfoGroups("rss:queue").get(0);
        return Long.parseLong(String.valueOf(group.getGroupInfo().get("entries-read")));
    }
}
