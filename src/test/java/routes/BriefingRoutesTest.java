package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import marketswarm.RunningServices;
import marketswarm.redis.Json;
import marketswarm.testing.RealRedis;
import marketswarm.testing.SetClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;

@Timeout(60)
class BriefingRoutesTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final String TRUTH = """
            {"version":"t1","components":{"vexy_ai":{"engine":"offline","briefings":{"window_min":60,"max_sources":2}}}}""";

    private final SetClock clock = SetClock.running();

    @Test
    void analyses_are_gathered_by_category_and_told_once_when_their_window_is_over() {
        try (var services = running()) {
            for (int n = 0; n < 3; n++) analyzed("tech" + n, "tech", "bullish", 0.8);
            analyzed("world0", "world", "bearish", -0.5);
            awaitGathered(2);
            assertThat(redis.client().exists("rss:briefing:tech")).isFalse();

            windowIsOver();
            await("both are told").until(() -> redis.client().xlen("events:briefings") == 2);
            await("no window is left").until(() -> !redis.client().exists("rss:briefings:windows"));
            assertThat(services.progress("vexy_ai")).containsEntry("briefings", "2");
        }

        JsonNode tech = Json.read(redis.client().get("rss:briefing:tech"), JsonNode.class);
        assertThat(tech.path("items").asInt()).isEqualTo(3);
        assertThat(tech.path("headline").asText()).isEqualTo("tech, 3 items (3 bullish). First: Title tech0");
        assertThat(tech.at("/sentiments/bullish").asInt()).isEqualTo(3);
        assertThat(tech.path("score").asDouble()).isEqualTo(0.8);
        assertThat(tech.at("/tickers/0/symbol").asText()).isEqualTo("AAPL");
        assertThat(tech.at("/tickers/0/sources").asInt()).isEqualTo(3);
        assertThat(tech.path("sources")).hasSize(2);
        assertThat(tech.at("/sources/0/url").asText()).isEqualTo("https://news.example/tech0");
    }

    @Test
    void a_half_gathered_window_outlives_the_process_that_gathered_it() {
        try (var before = running()) {
            analyzed("a", "tech", "bullish", 0.8);
            analyzed("b", "tech", "bearish", -0.2);
            awaitGathered(1);
            assertThat(before.progress("vexy_ai")).doesNotContainKey("briefings");
        }

        windowIsOver();
        try (var after = running()) {
            await("it is told").until(() -> redis.client().exists("rss:briefing:tech"));
            assertThat(after.progress("vexy_ai")).containsEntry("lag", "0");
        }
        JsonNode told = Json.read(redis.client().get("rss:briefing:tech"), JsonNode.class);
        assertThat(told.path("items").asInt()).isEqualTo(2);
    }

    @Test
    void two_processes_fill_the_same_window_and_tell_it_once() {
        try (var one = running();
                var other = running()) {
            for (int n = 0; n < 40; n++) analyzed("n" + n, "tech", "neutral", 0);
            awaitGathered(1);

            windowIsOver();
            await("it is told").until(() -> redis.client().exists("rss:briefing:tech"));
            await("nothing is open").until(() -> !redis.client().exists("rss:briefings:windows"));
            assertThat(one.camel().isStarted() && other.camel().isStarted()).isTrue();
        }
        assertThat(redis.client().xlen("events:briefings")).isEqualTo(1);
        JsonNode told = Json.read(redis.client().get("rss:briefing:tech"), JsonNode.class);
        assertThat(told.path("items").asInt()).isEqualTo(40);
    }

    @Test
    void a_window_that_cannot_be_read_is_set_aside_and_holds_up_no_other() {
        try (var services = running()) {
            analyzed("a", "tech", "bullish", 0.8);
            analyzed("w", "world", "bullish", 0.8);
            awaitGathered(2);
            String tech = redis.client().hkeys("rss:briefings:windows").stream()
                    .filter(window -> window.startsWith("tech|"))
                    .findFirst()
                    .orElseThrow();
            redis.client().hset("rss:briefings:windows", tech, "not what was written");
            redis.client().hset("rss:briefings:windows", "no window", "at all");

            analyzed("b", "tech", "bearish", -0.2);
            await("what was not readable is kept beside")
                    .untilAsserted(() -> assertThat(redis.client().hgetAll("rss:briefings:unreadable"))
                            .isEqualTo(Map.of(tech, "not what was written", "no window", "at all")));
            windowIsOver();
            await("both are told").until(() -> redis.client().xlen("events:briefings") == 2);
            assertThat(services.progress("vexy_ai")).containsEntry("briefings_unreadable", "2");
        }
        JsonNode told = Json.read(redis.client().get("rss:briefing:tech"), JsonNode.class);
        assertThat(told.path("items").asInt()).isEqualTo(1);
    }

    private void windowIsOver() {
        clock.forward(Duration.ofMinutes(61));
    }

    private RunningServices running() {
        return new RunningServices(redis.url(), TRUTH, clock, "vexy_ai");
    }

    private static void awaitGathered(int windows) {
        await("windows are open")
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> redis.client().hlen("rss:briefings:windows") == windows);
        await("all is gathered")
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> redis.client().xinfoGroups("events:analysis").stream()
                        .allMatch(group -> group.getPending() == 0
                                && Long.valueOf(0).equals(group.getGroupInfo().get("lag"))));
    }

    private static void analyzed(String uid, String category, String sentiment, double score) {
        redis.client().set("rss:item:" + uid, """
                {"uid":"%1$s","url":"https://news.example/%1$s","title":"Title %1$s","summary":"S","source":"News",
                 "feed_url":"f","feed_title":"News","category":"%2$s","tags":[],"published_ms":1,"fetched_ms":1,
                 "tickers":["AAPL"],"story_id":"s"}""".formatted(uid, category));
        redis.client().set("rss:analysis:" + uid, """
                {"uid":"%s","summary":"S","bullets":[],"sentiment":{"label":"%s","score":%s,"confidence":0.5},
                 "tickers":[{"symbol":"AAPL","sentiment":"%2$s","relevance":1,"reason":""}],"topics":["earnings"],
                 "event_type":"other","impact":"low","market_context":[],"abstained":false}""".formatted(uid, sentiment, score));
        redis.client().xadd("events:analysis", StreamEntryID.NEW_ENTRY, Map.of("uid", uid, "category", category));
    }
}
