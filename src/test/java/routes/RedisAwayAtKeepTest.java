package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import marketswarm.RunningServices;
import marketswarm.testing.FakeSite;
import marketswarm.testing.RestartableRedis;
import marketswarm.testing.SetClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.StreamEntryID;

@Timeout(90)
class RedisAwayAtKeepTest {

    private static final String UID = "d0be2dc421be4fcd0172e5afceea3970e2f3d940";
    private static final String ANSWER = """
            {"choices":[{"finish_reason":"stop","message":{"role":"assistant","content":"{\\"summary\\":\\"Apple sold more.\\",\
            \\"bullets\\":[],\\"sentiment\\":{\\"label\\":\\"bullish\\",\\"score\\":0.7,\\"confidence\\":0.8},\\"tickers\\":[],\
            \\"topics\\":[],\\"event_type\\":\\"earnings\\",\\"impact\\":\\"medium\\",\\"abstained\\":false}"}}],\
            "usage":{"prompt_tokens":800,"completion_tokens":100}}""";

    @TempDir
    Path folder;

    @Test
    void an_answer_that_came_while_redis_was_away_is_kept_when_it_is_back_and_not_asked_for_again() throws Exception {
        isKeptAndNotAskedForAgain(RestartableRedis::stop, RestartableRedis::start);
    }

    @Test
    void so_is_one_that_came_while_redis_was_full() throws Exception {
        isKeptAndNotAskedForAgain(redis -> memory(redis, "1mb"), redis -> memory(redis, "0"));
    }

    private interface Step {
        void take(RestartableRedis redis) throws Exception;
    }

    private static void memory(RestartableRedis redis, String most) {
        redis.client().sendCommand(Protocol.Command.CONFIG, "SET", "maxmemory", most);
    }

    private void isKeptAndNotAskedForAgain(Step leaves, Step comesBack) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch away = new CountDownLatch(1);
        try (FakeSite server = new FakeSite();
                RestartableRedis redis = new RestartableRedis(folder)) {
            server.page("/v1/chat/completions", exchange -> {
                asked.countDown();
                try {
                    assertThat(away.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                FakeSite.send(exchange, 200, Map.of("Content-Type", "application/json"), ANSWER.getBytes());
            });
            String truth = """
                    {"version":"t1","components":{"vexy_ai":{"base_url":"%s","concurrency":2}}}""".formatted(server.url("/v1"));
            try (var services = new RunningServices(redis.url(), truth, SetClock.running(), "vexy_ai")) {
                queue(redis);
                assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

                leaves.take(redis);
                away.countDown();
                await("the route waits with what it has")
                        .during(Duration.ofMillis(500))
                        .until(() -> services.camel().getInflightRepository().size() >= 1);
                comesBack.take(redis);

                await("it is kept")
                        .atMost(Duration.ofSeconds(30))
                        .ignoreExceptions()
                        .until(() -> redis.client().exists("rss:analysis:" + UID));
                assertThat(server.asked("/v1/chat/completions")).hasSize(1);
                assertThat(redis.client().xlen("events:analysis")).isEqualTo(1);
                assertThat(redis.client().xpending("rss:queue", "vexy").getTotal())
                        .isZero();
            }
        }
    }

    private static void queue(RestartableRedis redis) {
        redis.client().set("rss:item:" + UID, """
                {"uid":"%s","url":"https://news.example/apple","title":"Apple beats estimates","summary":"Apple sold more.",
                 "source":"News","feed_url":"https://news.example/feed","feed_title":"News","category":"tech","tags":[],
                 "published_ms":1764000000000,"fetched_ms":1764000000500,"tickers":["AAPL"],"story_id":"s1"}""".formatted(UID));
        redis.client().xadd("rss:queue", StreamEntryID.NEW_ENTRY, Map.of("uid", UID));
    }
}
