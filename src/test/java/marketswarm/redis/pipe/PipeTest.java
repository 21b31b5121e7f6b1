package marketswarm.redis.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import marketswarm.redis.RedisServers;
import marketswarm.testing.Logs;
import marketswarm.testing.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** What is offered arrives once, in order, whatever becomes of the server and of the process. */
class PipeTest {

    private static final long PLENTY = 64L << 20;
    private static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    final Logs logs = new Logs();

    @TempDir
    Path folder;

    private RedisProcess redis;
    private UnifiedJedis client;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile boolean turn = true;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<Duration> forgotten = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        redis = RedisProcess.start(folder.resolve("redis"), "pipe-password");
        client = redis.open();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable pipe : opened) pipe.close();
        client.close();
        redis.close();
        assertThat(logs.text()).doesNotContain("pipe-password");
    }

    @Test
    void what_is_offered_becomes_entries_and_is_told_with_their_ids() {
        Pipe<String> pipe = pipe(PLENTY, PLENTY);

        pipe.offer(List.of("a 1", "b 2", "a 3"));

        await().atMost(LONG).until(() -> told.size() == 3);
        assertThat(values("a")).containsExactly("1", "3");
        assertThat(values("b")).containsExactly("2");
        assertThat(told).containsExactly("a 1 " + id("a", 0), "b 2 " + id("b", 0), "a 3 " + id("a", 1));
        assertThat(pipe.counts()).isEqualTo(new PipeCounts(3, 0, 0, 0, 0, 1));
    }

    @Test
    void what_was_offered_before_a_mark_is_told_apart_from_what_came_after_it() throws Exception {
        Pipe<String> pipe = pipe(folder.resolve("spill"), 1_000, PLENTY, Duration.ofSeconds(10));
        long nothing = pipe.mark();
        pipe.offer(List.of("a 0"));
        long first = pipe.mark();
        await().atMost(LONG).until(() -> pipe.isWrittenUntil(first));
        assertThat(values("a")).containsExactly("0");

        redis.kill();
        for (int i = 1; i < 2_000; i++) pipe.offer(List.of("a " + i));
        long onDisk = pipe.mark();
        assertThat(pipe.isWrittenUntil(nothing)).isTrue();
        assertThat(pipe.isWrittenUntil(first)).isTrue();
        assertThat(pipe.isWrittenUntil(onDisk)).isFalse();

        restart();
        await().atMost(LONG).until(() -> pipe.isWrittenUntil(onDisk));
        assertThat(values("a")).hasSize(2_000);
    }

    @Test
    void words_beyond_ascii_and_numbers_of_any_length_arrive_as_they_are() {
        Pipe<String> pipe = pipe(PLENTY, PLENTY);
        String text = "été–\uD83D\uDE80" + "x".repeat(200_000);

        pipe.offer(List.of("a " + text));

        await().atMost(LONG).until(() -> values("a").equals(List.of(text)));
    }

    @Test
    void a_server_that_is_killed_and_comes_back_misses_nothing_and_holds_nothing_twice() throws Exception {
        Pipe<String> pipe = pipe(PLENTY, PLENTY);
        int offered = 0;
        for (int crash = 0; crash < 3; crash++) {
            for (int i = 0; i < 4_000; i++) pipe.offer(List.of("a " + offered++, "b " + offered++));
            redis.kill();
            for (int i = 0; i < 1_000; i++) pipe.offer(List.of("a " + offered++, "b " + offered++));
            restart();
        }

        int all = offered;
        await().atMost(LONG).until(() -> pipe.counts().waiting() == 0);
        assertThat(values("a")).isEqualTo(numbers(0, all, 2));
        assertThat(values("b")).isEqualTo(numbers(1, all, 2));
        assertThat(told).hasSize(all);
        assertThat(told.get(all - 1)).isEqualTo("b " + (all - 1) + " " + id("b", all / 2 - 1));
        assertThat(logs.warnings("waiting to write ticks")).isNotEmpty();
    }

    @Test
    void a_server_that_stands_still_is_given_up_and_finds_nothing_to_do_twice_when_it_wakes() throws Exception {
        Pipe<String> pipe = pipe(folder.resolve("spill"), PLENTY, PLENTY, Duration.ofMillis(300));
        pipe.offer(List.of("a 0"));
        await().atMost(LONG).until(() -> told.size() == 1);

        redis.standStill();
        for (int i = 1; i < 5_000; i++) pipe.offer(List.of("a " + i));
        await().atMost(LONG)
                .until(() -> !logs.warnings("waiting to write ticks").isEmpty());
        redis.goOn();

        await().atMost(LONG).until(() -> pipe.counts().waiting() == 0);
        assertThat(values("a")).isEqualTo(numbers(0, 5_000, 1));
        assertThat(pipe.counts().connections()).isGreaterThan(1);
    }

    @Test
    void who_offers_never_waits_and_what_memory_does_not_hold_goes_to_disk_and_from_there_in_order() throws Exception {
        Pipe<String> pipe = pipe(1 << 20, PLENTY);
        redis.standStill();

        for (int i = 0; i < 60_000; i++) pipe.offer(List.of("a " + i));
        long spilled = pipe.counts().spilledBytes();
        redis.goOn();

        assertThat(spilled).isPositive();
        await().atMost(LONG)
                .until(() -> pipe.counts().waiting() == 0 && pipe.counts().spilledBytes() == 0);
        pipe.offer(List.of("a 60000"));
        await().atMost(LONG).until(() -> client.xlen("s:a") == 60_001);
        assertThat(values("a")).isEqualTo(numbers(0, 60_001, 1));
        assertThat(pipe.counts().dropped()).isZero();
    }

    @Test
    void what_neither_memory_nor_disk_hold_is_dropped_and_counted() throws Exception {
        Pipe<String> pipe = pipe(1 << 20, 100_000);
        redis.standStill();

        int offered = 0; // how much the socket's own buffers take is the machine's business
        while (pipe.counts().dropped() == 0 && offered < 2_000_000) pipe.offer(List.of("a " + offered++));
        long dropped = pipe.counts().dropped();
        redis.goOn();

        assertThat(dropped).isPositive();
        long kept = offered - dropped;
        await().atMost(LONG).until(() -> client.xlen("s:a") == kept);
        assertThat(values("a").stream().map(Integer::valueOf))
                .as("in order, and none twice")
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void a_server_that_has_forgotten_what_it_had_taken_is_found_out() throws Exception {
        Pipe<String> pipe = pipe(PLENTY, PLENTY);
        long began = System.nanoTime();
        pipe.offer(List.of("a 0"));
        await().atMost(LONG).until(() -> pipe.counts().written() == 1);
        client.flushAll();
        redis.kill();
        restart();
        pipe.offer(List.of("a 1"));

        await().atMost(LONG).until(() -> values("a").equals(List.of("1")));
        assertThat(forgotten)
                .singleElement()
                .satisfies(
                        age -> assertThat(age).isBetween(Duration.ZERO, Duration.ofNanos(System.nanoTime() - began)));
    }

    @Test
    void a_process_that_ends_while_the_server_is_away_leaves_all_to_the_next() throws Exception {
        Pipe<String> first = pipe(1 << 20, PLENTY);
        first.offer(List.of("a 0"));
        await().atMost(LONG).until(() -> client.xlen("s:a") == 1);
        redis.kill();
        for (int i = 1; i < 30_000; i++) first.offer(List.of("a " + i));
        first.close();
        restart();

        Pipe<String> second = pipe(PLENTY, PLENTY);
        second.offer(List.of("a 30000"));

        await().atMost(LONG).until(() -> client.xlen("s:a") >= 30_001);
        assertThat(values("a")).isEqualTo(numbers(0, 30_001, 1));
        await().atMost(LONG).until(() -> second.counts().spilledBytes() == 0);
    }

    @Test
    void what_a_killed_process_had_on_disk_and_what_it_wrote_since_is_not_written_twice() throws Exception {
        Pipe<String> first = pipe(1 << 20, PLENTY);
        redis.standStill();
        int offered = 0;
        while (first.counts().spilledBytes() < 500_000 && offered < 2_000_000) first.offer(List.of("a " + offered++));
        int all = offered;
        Path asItWas = copy(folder.resolve("spill"), folder.resolve("as-it-was"));
        redis.goOn();
        await().atMost(LONG).until(() -> client.xlen("s:a") == all);
        first.offer(List.of("a " + all));
        await().atMost(LONG).until(() -> client.xlen("s:a") == all + 1);
        first.close();

        Pipe<String> second = pipe(asItWas, PLENTY, PLENTY, LONG);
        second.offer(List.of("a " + (all + 1)));

        await().atMost(LONG).until(() -> client.xlen("s:a") == all + 2);
        assertThat(values("a")).isEqualTo(numbers(0, all + 2, 1));
    }

    @Test
    void an_entry_that_the_server_refuses_is_counted_and_costs_no_other() {
        client.set("s:a", "not a stream");
        Pipe<String> pipe = pipe(PLENTY, PLENTY);

        pipe.offer(List.of("b 1", "a 2", "b 3"));

        await().atMost(LONG).until(() -> pipe.counts().written() == 2);
        assertThat(values("b")).containsExactly("1", "3");
        assertThat(pipe.counts().refused()).isEqualTo(1);
        assertThat(logs.warnings("refused")).singleElement().asString().contains("WRONGTYPE");
    }

    @Test
    void nothing_goes_out_before_its_turn_and_who_offers_does_not_wait_for_it() {
        turn = false;
        Pipe<String> pipe = pipe(PLENTY, PLENTY);

        pipe.offer(List.of("a 1"));
        await().during(Duration.ofMillis(300)).atMost(LONG).until(() -> !client.exists("s:a"));
        turn = true;

        await().atMost(LONG).until(() -> values("a").equals(List.of("1")));
    }

    @Test
    void a_url_with_a_database_writes_there() {
        var address = RedisServers.address(redis.url() + "/3", "pipe").orElseThrow();
        try (UnifiedJedis third = RedisServers.open(redis.url() + "/3", "test");
                var pipe = new Pipe<>(
                        address, new Lines(), room(folder.resolve("third"), PLENTY, PLENTY), "mark:", (b, i) -> {})) {
            pipe.offer(List.of("a 1"));

            await().atMost(LONG).until(() -> third.xlen("s:a") == 1);
            assertThat(client.exists("s:a")).isFalse();
        }
    }

    private void restart() throws Exception {
        redis.start();
        client.close();
        client = redis.open();
    }

    private Pipe<String> pipe(long memory, long disk) {
        return pipe(folder.resolve("spill"), memory, disk, LONG);
    }

    private Pipe<String> pipe(Path directory, long memory, long disk, Duration silence) {
        var pipe = new Pipe<>(
                RedisServers.address(redis.url(), "pipe").orElseThrow(),
                new Lines(),
                room(directory, memory, disk),
                "mark:",
                new Settled<>() {
                    @Override
                    public void settled(List<String> bodies, Ids ids) {
                        tell(bodies, ids);
                    }

                    @Override
                    public void forgotten(Duration age) {
                        forgotten.add(age);
                    }
                },
                () -> turn,
                silence);
        opened.add(pipe);
        return pipe;
    }

    private static Room room(Path directory, long memory, long disk) {
        return new Room(() -> memory, () -> disk, directory);
    }

    private void tell(List<String> bodies, Ids ids) {
        if (bodies.size() + told.size() > 40_000) return;
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) lines.add(bodies.get(i) + " " + ids.text(i));
        told.addAll(lines);
    }

    private String id(String stream, int place) {
        return client.xrange("s:" + stream, "-", "+", place + 1)
                .get(place)
                .getID()
                .toString();
    }

    private List<String> values(String stream) {
        return client.xrange("s:" + stream, (StreamEntryID) null, null).stream()
                .map(entry -> entry.getFields().get("v"))
                .toList();
    }

    private static List<String> numbers(int from, int to, int step) {
        return IntStream.iterate(from, i -> i < to, i -> i + step)
                .mapToObj(Integer::toString)
                .toList();
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) Files.copy(file, to.resolve(from.relativize(file)));
        }
        return to;
    }
}
