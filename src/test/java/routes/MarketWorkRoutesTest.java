package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import marketswarm.RunningServices;
import marketswarm.redis.Json;
import marketswarm.testing.RealRedis;
import marketswarm.testing.SetClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;

/** Market events on their way to an analysis, by the analyst that works by rules. */
class MarketWorkRoutesTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Test
    void a_sharp_event_is_analyzed_with_the_prices_of_the_moment_and_the_next_one_is_over_the_limit() {
        String now = String.valueOf(System.currentTimeMillis());
        redis.client().hset("market:snapshot:AAPL", Map.of("price", "189.10", "change_pct", "-5.2", "ts_ms", now));
        redis.client().hset("market:snapshot:SPY", Map.of("price", "600.5", "ts_ms", now));

        try (var services = running(true)) {
            await().until(() -> redis.client().exists("events:market"));
            event("feed.connected", "stocks", now);
            event("move.sharp", "AAPL", now);
            event("halt", "MSFT", now);
            await().until(() -> redis.client().xlen("events:analysis") == 1 && pending("rss:queue") == 0);
            await().until(() -> "1".equals(services.progress("vexy_ai").get("market_events_passed_over")));
            assertThat(services.progress("vexy_ai")).containsEntry("market_events_queued", "1");
        }

        var event = redis.client().xrange("events:analysis", "-", "+").get(0).getFields();
        assertThat(event).containsEntry("category", "market").containsEntry("tickers", "AAPL");
        JsonNode analysis = Json.read(redis.client().get("rss:analysis:" + event.get("uid")), JsonNode.class);
        assertThat(analysis.path("summary").asText()).contains("AAPL", "fell 5.2%");
        assertThat(analysis.at("/sentiment/label").asText()).isEqualTo("bearish");
        assertThat(analysis.path("market_context").findValuesAsText("symbol")).containsExactly("AAPL", "SPY");
    }

    @Test
    void truth_says_no_until_it_says_yes() {
        try (var services = running(false)) {
            assertThat(services.camel().getRoute("vexy-market-events")).isNull();
            services.replaceTruth(truth(true));
            await().until(() -> services.camel().getRoute("vexy-market-events") != null);
            services.replaceTruth(truth(false));
            await().until(() -> services.camel().getRoute("vexy-market-events") == null);
        }
    }

    private static void event(String type, String symbol, String atMs) {
        redis.client()
                .xadd(
                        "events:market",
                        StreamEntryID.NEW_ENTRY,
                        Map.of(
                                "type",
                                type,
                                "symbol",
                                symbol,
                                "severity",
                                "warning",
                                "ts_ms",
                                atMs,
                                "data",
                                "{}",
                                "message",
                                "fell 5.2% in 60 seconds"));
    }

    private static long pending(String stream) {
        return redis.client().xpending(stream, "vexy").getTotal();
    }

    private static RunningServices running(boolean enabled) {
        return new RunningServices(redis.url(), truth(enabled), SetClock.running(), "vexy_ai");
    }

    private static String truth(boolean enabled) {
        return """
                {"version":"t1","components":{"vexy_ai":{"engine":"offline","concurrency":1,
                  "market_events":{"enabled":%s,"max_per_hour":1}}}}""".formatted(enabled);
    }
}
