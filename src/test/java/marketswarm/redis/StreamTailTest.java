package marketswarm.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import marketswarm.gateway.GatewayRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

@Timeout(60)
class StreamTailTest {

    private static final Duration SOON = Duration.ofMillis(50);
    private static GatewayRedis server;
    private static UnifiedJedis redis;

    @BeforeAll
    static void start() {
        server = GatewayRedis.start();
        redis = server.open();
    }

    @AfterAll
    static void stop() {
        redis.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        redis.flushAll();
    }

    @Test
    void entries_of_many_writers_come_once_each_and_in_one_order() throws Exception {
        Set<String> keys = Set.of("s:0", "s:1", "s:2", "s:3", "s:4");
        StreamTail tail = new StreamTail(redis, following(keys), StreamTail.now(redis));
        ExecutorService writers = Executors.newFixedThreadPool(4);
        List<Callable<Set<String>>> work = new ArrayList<>();
        for (int w = 0; w < 4; w++) {
            int seed = w;
            work.add(() -> write(seed, 2_500));
        }
        List<Future<Set<String>>> running = work.stream().map(writers::submit).toList();

        List<StreamEntry> seen = new ArrayList<>();
        while (seen.size() < 10_000) seen.addAll(tail.poll(SOON));
        seen.addAll(tail.poll(SOON));

        Set<String> written = new TreeSet<>();
        for (Future<Set<String>> one : running) written.addAll(one.get());
        writers.shutdown();
        assertThat(seen)
                .hasSize(10_000)
                .isSortedAccordingTo((a, b) -> Position.of(a).compareTo(Position.of(b)));
        assertThat(seen.stream().map(e -> e.key() + " " + e.id())).containsExactlyInAnyOrderElementsOf(written);
    }

    private static Set<String> write(int seed, int entries) {
        Set<String> ids = new TreeSet<>();
        try (UnifiedJedis own = server.open()) {
            for (int i = 0; i < entries; i++) {
                String key = "s:" + (seed + i) % 5;
                ids.add(key + " " + own.xadd(key, StreamEntryID.NEW_ENTRY, Map.of("n", seed + "-" + i)));
            }
        }
        return ids;
    }

    @Test
    void a_tail_started_from_any_entry_continues_with_exactly_the_rest() {
        Position start = StreamTail.now(redis);
        for (int i = 0; i < 200; i++) redis.xadd("s:" + i % 5, StreamEntryID.NEW_ENTRY, Map.of("n", "" + i));
        Set<String> keys = Set.of("s:0", "s:1", "s:2", "s:3", "s:4");
        List<StreamEntry> all = drain(new StreamTail(redis, following(keys), start));

        for (int cut = 0; cut < all.size(); cut += 17) {
            Position cursor =
                    Position.parse(Position.of(all.get(cut)).toString()).orElseThrow();
            List<StreamEntry> rest = drain(new StreamTail(redis, following(keys), cursor));
            assertThat(rest).isEqualTo(all.subList(cut + 1, all.size()));
        }
        assertThat(all).hasSize(200);
    }

    @Test
    void a_reply_cut_by_its_count_holds_the_other_streams_back() {
        Position start = StreamTail.now(redis);
        try (var pipeline = redis.pipelined()) {
            for (int i = 0; i < 9_000; i++) pipeline.xadd("busy", StreamEntryID.NEW_ENTRY, Map.of("n", "" + i));
            pipeline.xadd("calm", StreamEntryID.NEW_ENTRY, Map.of("n", "last"));
            pipeline.sync();
        }
        List<StreamEntry> all = drain(new StreamTail(redis, following(Set.of("busy", "calm")), start));

        assertThat(all)
                .hasSize(9_001)
                .isSortedAccordingTo((a, b) -> Position.of(a).compareTo(Position.of(b)));
        assertThat(all.stream().map(StreamEntry::key).toList().indexOf("calm")).isGreaterThan(2_000);
    }

    @Test
    void a_stream_that_comes_into_being_is_read_from_its_first_entry() {
        redis.sadd("names", "0");
        StreamTail tail = new StreamTail(
                redis, new FollowedStreams(redis, List.of("s:*", "other"), "names"), StreamTail.now(redis));
        redis.xadd("s:0", StreamEntryID.NEW_ENTRY, Map.of("n", "1"));
        assertThat(drain(tail)).extracting(StreamEntry::key).containsExactly("s:0");

        for (int i = 1; i <= 20; i++) {
            redis.sadd("names", "" + i);
            redis.xadd("s:" + i, StreamEntryID.NEW_ENTRY, Map.of("n", "first"));
            redis.xadd("other", StreamEntryID.NEW_ENTRY, Map.of("n", "second"));
            assertThat(drain(tail)).extracting(StreamEntry::key).containsExactlyInAnyOrder("s:" + i, "other");
        }
    }

    @Test
    void nothing_is_lost_while_streams_come_into_being_under_load() throws Exception {
        redis.sadd("names", "start");
        StreamTail tail =
                new StreamTail(redis, new FollowedStreams(redis, List.of("s:*"), "names"), StreamTail.now(redis));
        Thread writer = new Thread(() -> {
            try (UnifiedJedis own = server.open()) {
                for (int i = 0; i < 3_000; i++) {
                    own.sadd("names", "" + i % 300);
                    own.xadd("s:" + i % 300, StreamEntryID.NEW_ENTRY, Map.of("n", "" + i));
                }
            }
        });
        writer.start();

        List<StreamEntry> seen = new ArrayList<>();
        while (seen.size() < 3_000) seen.addAll(tail.poll(SOON));
        writer.join();

        assertThat(seen).isSortedAccordingTo((a, b) -> Position.of(a).compareTo(Position.of(b)));
        assertThat(seen.stream().map(e -> e.field("n")))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 3_000).mapToObj(String::valueOf).toList());
    }

    @Test
    void an_entry_behind_the_position_comes_late_rather_than_never() {
        redis.xadd("s:0", new StreamEntryID("5-0"), Map.of("n", "old"));
        StreamTail tail = new StreamTail(redis, following(Set.of("s:0", "s:1")), new Position(5, 0, -1));
        redis.xadd("s:1", StreamEntryID.NEW_ENTRY, Map.of("n", "1"));
        redis.xadd("s:0", new StreamEntryID("6-0"), Map.of("n", "2"));
        assertThat(drain(tail)).extracting(e -> e.field("n")).containsExactly("2", "1");
        Position reached = tail.position();

        redis.xadd("s:0", new StreamEntryID("7-0"), Map.of("n", "set back"));

        assertThat(drain(tail)).extracting(e -> e.field("n")).containsExactly("set back");
        assertThat(tail.position()).isGreaterThanOrEqualTo(reached);
    }

    private static FollowedStreams following(Set<String> keys) {
        return new FollowedStreams(redis, List.copyOf(keys), null);
    }

    private static List<StreamEntry> drain(StreamTail tail) {
        List<StreamEntry> all = new ArrayList<>();
        for (List<StreamEntry> some = tail.poll(SOON); !some.isEmpty(); some = tail.poll(SOON)) all.addAll(some);
        return all;
    }
}
