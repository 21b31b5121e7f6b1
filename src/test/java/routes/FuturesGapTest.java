package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import marketswarm.RunningServices;
import marketswarm.demo.simulator.Options;
import marketswarm.demo.simulator.Simulator;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.resps.StreamEntry;

/** Futures have a history at addresses of their own; what a dropped socket missed comes from there, once. */
class FuturesGapTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String STREAM = "market:tick:ESH7:stream";

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Test
    void what_a_dropped_socket_missed_of_a_future_is_filled_in_once() {
        try (Simulator vendor = Simulator.start(
                        Options.defaults().withTicksPerSecond(20).with("{\"paused\": true}"));
                var services = new RunningServices(redis.url(), truth(vendor), Clock.systemUTC(), "massive")) {
            await().atMost(LONG)
                    .until(() -> "3".equals(services.progress("massive").get("futures_topics_held")));
            vendor.turn("{\"paused\": false}");
            await().atMost(LONG).until(() -> entries().size() > 20);
            vendor.dropAll();
            await().atMost(LONG).until(() -> closed().size() == 1);
            vendor.turn("{\"paused\": true}");
            var printed = vendor.counters().at("/topics/futures");
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(counted())
                            .containsEntry(
                                    "trade", printed.at("/T/ESH7/printed").asLong())
                            .containsEntry(
                                    "quote", printed.at("/Q/ESH7/printed").asLong()));
        }

        assertThat(closed().get(0).get("data")).contains("\"holes\":[]");
        assertThat(entries())
                .anyMatch(entry -> "backfill".equals(entry.getFields().get("origin")));
    }

    private static String truth(Simulator vendor) {
        return """
                {"version": "t1", "components": {"massive": {"meta": {"service_id": "massive"},
                   "rest_url": "%s", "snapshot_poll_sec": 3600,
                   "clusters": {"futures": {"ws_url": "%s", "symbols": ["ESH7"], "channels": ["T", "Q", "A"]}}}},
                 "secrets": {"massive": {"api_key": "demo"}}}""".formatted(vendor.restUrl(), vendor.wsUrl("futures"));
    }

    /** From the first that the socket brought on: the vendor's history reaches further back than what it has printed. */
    private static Map<String, Long> counted() {
        List<StreamEntry> entries = entries();
        long first = entries.stream()
                .filter(entry -> !entry.getFields().containsKey("origin"))
                .mapToLong(FuturesGapTest::seq)
                .min()
                .orElseThrow();
        Map<String, Long> counted = new TreeMap<>();
        for (StreamEntry entry : entries)
            if (seq(entry) >= first) counted.merge(entry.getFields().get("type"), 1L, Long::sum);
        return counted;
    }

    private static long seq(StreamEntry entry) {
        String seq = entry.getFields().get("seq");
        return seq == null ? Long.MAX_VALUE : Long.parseLong(seq);
    }

    private static List<StreamEntry> entries() {
        return redis.client().xrange(STREAM, "-", "+");
    }

    private static List<Map<String, String>> closed() {
        return redis.client().xrange("events:market", "-", "+").stream()
                .map(StreamEntry::getFields)
                .filter(event -> event.get("type").equals("gap.closed"))
                .toList();
    }
}
