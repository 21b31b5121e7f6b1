package marketswarm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import marketswarm.redis.Json;
import marketswarm.testing.FakeSite;
import marketswarm.truth.Services;
import marketswarm.truth.TruthStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** Who is told to stop while somebody else keeps it waiting ends in time, and what it was at is done by the next. */
class StopIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);
    private static final String MODEL = "/v1/chat/completions";
    private static final String UID = "0123456789abcdef0123456789abcdef01234567";
    private static final String ANSWER = """
            {"summary":"Apple sold more.","bullets":["Sales rose."],
             "sentiment":{"label":"bullish","score":0.7,"confidence":0.8},
             "tickers":[{"symbol":"AAPL","sentiment":"bullish","relevance":0.9,"reason":"Sales rose."}],
             "topics":["earnings"],"event_type":"earnings","impact":"medium","abstained":false}""";

    @RegisterExtension
    final Programs programs = new Programs();

    @TempDir
    private Path folder;

    private final CountDownLatch restarted = new CountDownLatch(1);

    @Test
    void a_model_that_does_not_answer_holds_up_no_stop_and_costs_no_item() throws Exception {
        try (FakeSite site = new FakeSite().page(MODEL, this::model);
                Installation here = Installation.start(folder, "127.0.0.1:1", Map.of(), programs);
                UnifiedJedis system = here.system().open();
                UnifiedJedis market = here.market().open()) {
            ObjectNode truth = here.merged();
            truth.withObject("/components/vexy_ai").put("engine", "openai").put("base_url", site.url("/v1"));
            new TruthStore(system).load(truth);
            new Services(system).register("vexy_ai", "vexy_ai", "vexy_ai");
            queue(market);

            Program first = programs.service("first", here.service("vexy_ai"));
            await("the model is asked")
                    .atMost(PATIENCE)
                    .until(() -> !site.asked(MODEL).isEmpty());
            assertThat(first.stop(ENDS_WITHIN).code()).as(first.tail()).isZero();
            assertThat(market.exists("rss:analysis:" + UID)).isFalse();
            restarted.countDown();
            Program second = programs.service("second", here.service("vexy_ai"));
            await("the item is analyzed").atMost(PATIENCE).until(() -> market.exists("rss:analysis:" + UID));

            assertThat(second.stop(ENDS_WITHIN).code()).as(second.tail()).isZero();
            assertThat(market.xlen("events:analysis")).isEqualTo(1);
            assertThat(market.xpending("rss:queue", "vexy").getTotal()).isZero();
        } finally {
            restarted.countDown();
        }
    }

    private static void queue(UnifiedJedis market) {
        market.set("rss:item:" + UID, """
                {"uid":"%s","url":"https://news.example/apple","title":"Apple beats estimates","summary":"Apple sold more.",
                 "source":"News","feed_url":"https://news.example/feed","feed_title":"News","category":"tech","tags":[],
                 "published_ms":1764000000000,"fetched_ms":1764000000500,"tickers":["AAPL"],"story_id":"s1"}""".formatted(UID));
        market.xadd("rss:queue", StreamEntryID.NEW_ENTRY, Map.of("uid", UID, "title", "Apple beats estimates"));
    }

    private void model(HttpExchange exchange) throws IOException {
        try {
            if (!restarted.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) throw new IOException("nobody came again");
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        String completion = """
                {"id":"c1","object":"chat.completion","model":"gpt-4o-mini","choices":[{"index":0,"finish_reason":"stop",
                 "message":{"role":"assistant","content":%s}}],"usage":{"prompt_tokens":100,"completion_tokens":20}}""".formatted(Json.write(ANSWER));
        FakeSite.send(
                exchange, 200, Map.of("Content-Type", "application/json"), completion.getBytes(StandardCharsets.UTF_8));
    }
}
