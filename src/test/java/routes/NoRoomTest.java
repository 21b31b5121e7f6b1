package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import marketswarm.RunningServices;
import marketswarm.testing.FakeVendor;
import marketswarm.testing.FakeVendor.Answer;
import marketswarm.testing.RedisProcess;
import marketswarm.testing.SetClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamEntry;

/** While Redis stands still nobody waits for it; what found no room is a gap, which REST fills when there is room. */
class NoRoomTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int FRAME = 500;
    private static final int MOST = 400_000;

    @TempDir
    Path folder;

    private final FakeVendor vendor = new FakeVendor(MassiveTruth.KEY);
    private final SetClock clock = SetClock.running();
    private final List<Long> stamps = new ArrayList<>();
    private RedisProcess redis;
    private UnifiedJedis client;

    @BeforeEach
    void start() throws Exception {
        redis = RedisProcess.start(folder.resolve("redis"), "no-room");
        client = redis.open();
        vendor.on("/v3/", target -> Answer.ok("{\"status\":\"OK\",\"results\":[]}"));
        vendor.on("/v3/trades/AAPL", target -> Answer.ok(history()));
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        redis.close();
        vendor.close();
    }

    @Test
    void what_found_no_room_is_asked_for_again_and_the_gap_is_closed() throws Exception {
        try (var services = running(0)) {
            await().atMost(LONG)
                    .until(() -> "1".equals(services.progress("massive").get("stocks_topics_held")));
            send();
            await().atMost(LONG).until(() -> entries().size() == FRAME);
            redis.standStill();
            while (dropped(services) == 0 && stamps.size() < MOST) send();
            for (int i = 0; i < 3; i++) send();
            redis.goOn();
            await().atMost(LONG)
                    .until(() -> "0".equals(services.progress("massive").get("ticks_waiting")));
            await().atMost(LONG).pollInterval(Duration.ofMillis(200)).until(() -> {
                if (closed().isEmpty()) send(); // REST meets the socket where ticks come
                return !closed().isEmpty();
            });
        }

        assertThat(opened())
                .singleElement()
                .satisfies(event ->
                        assertThat(event.get("message")).contains("ticks dropped so far, there was no room for them"));
        assertThat(closed())
                .singleElement()
                .satisfies(event -> assertThat(event.get("data")).contains("\"holes\":[]"));
        assertThat(entries().stream()
                        .map(entry -> Integer.valueOf(entry.getFields().get("seq"))))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, stamps.size()).boxed().toList());
    }

    @Test
    void the_vendors_words_and_our_events_do_not_wait_for_redis_and_keep_their_order() throws Exception {
        try (var services = running(64)) {
            await().atMost(LONG)
                    .until(() -> "1".equals(services.progress("massive").get("stocks_topics_held")));
            send();
            await().atMost(LONG).until(() -> entries().size() == FRAME);
            redis.standStill();
            vendor.hangUp(1001, "going away");
            await().atMost(LONG)
                    .until(() -> vendor.connections() == 2
                            && "1".equals(services.progress("massive").get("stocks_topics_held")));
            send();
            await("frames are read although two events wait for Redis")
                    .atMost(LONG)
                    .until(() -> Long.parseLong(services.progress("massive").get("stocks_ticks")) == 2 * FRAME);
            redis.goOn();
            await().atMost(LONG).until(() -> entries().size() == 2 * FRAME);
        }

        List<StreamEntry> events = client.xrange("events:market", (StreamEntryID) null, null);
        assertThat(events.stream().map(event -> event.getFields().get("type")))
                .startsWith("feed.connected", "feed.disconnected", "gap.open", "feed.connected");
        assertThat(events.get(2).getID())
                .as("a gap is told before the ticks behind it are written")
                .isLessThan(entries().get(FRAME).getID());
    }

    private RunningServices running(int diskMegabytes) {
        String truth = MassiveTruth.of(vendor, MassiveTruth.KEY, "\"AAPL\"")
                .replace("[\"T\", \"Q\"]", "[\"T\"]")
                .replace(
                        "\"snapshot_poll_sec\"",
                        "\"buffer\": {\"memory_megabytes\": 1, \"disk_megabytes\": " + diskMegabytes
                                + ", \"directory\": \"" + folder.resolve("spill") + "\"},"
                                + "\"retention\": {\"tick_maxlen\": 1000000}, \"snapshot_poll_sec\"");
        return new RunningServices(redis.url(), truth, clock, "massive");
    }

    private static long dropped(RunningServices services) {
        return Long.parseLong(services.progress("massive").get("ticks_dropped"));
    }

    private synchronized void send() {
        long now = clock.millis();
        int from = stamps.size();
        for (int i = 0; i < FRAME; i++) stamps.add(now);
        vendor.send(IntStream.range(from, from + FRAME)
                .mapToObj(seq -> "{\"ev\":\"T\",\"sym\":\"AAPL\",\"x\":4,\"i\":\"t" + seq
                        + "\",\"z\":3,\"p\":100,\"s\":1," + "\"t\":" + now + ",\"q\":" + seq + "}")
                .collect(Collectors.joining(",", "[", "]")));
    }

    private synchronized String history() {
        return IntStream.range(0, stamps.size())
                .mapToObj(seq -> "{\"id\":\"t" + seq + "\",\"exchange\":4,\"tape\":3,\"price\":100,\"size\":1,"
                        + "\"sip_timestamp\":" + stamps.get(seq) + "000123,\"sequence_number\":" + seq + "}")
                .collect(Collectors.joining(",", "{\"status\":\"OK\",\"results\":[", "]}"));
    }

    private List<StreamEntry> entries() {
        return client.xrange("market:tick:AAPL:stream", (StreamEntryID) null, null);
    }

    private List<Map<String, String>> opened() {
        return told("gap.open");
    }

    private List<Map<String, String>> closed() {
        return told("gap.closed");
    }

    private List<Map<String, String>> told(String type) {
        return client.xrange("events:market", (StreamEntryID) null, null).stream()
                .map(StreamEntry::getFields)
                .filter(event -> event.get("type").equals(type))
                .toList();
    }
}
