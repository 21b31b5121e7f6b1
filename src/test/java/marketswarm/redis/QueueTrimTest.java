package marketswarm.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static redis.clients.jedis.StreamEntryID.NEW_ENTRY;
import static redis.clients.jedis.StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;

@Timeout(30)
class QueueTrimTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Test
    void finished_entries_beyond_the_limit_go_and_no_others() {
        group("vexy");
        add(10);
        acknowledge("vexy", read("vexy", 10));

        assertThat(QueueTrim.trim(redis.client(), "q", 4)).isEqualTo(6);
        assertThat(redis.client().xlen("q")).isEqualTo(4);
        assertThat(QueueTrim.trim(redis.client(), "q", 4)).isZero();
    }

    @Test
    void any_number_of_finished_entries_goes_at_once() {
        group("vexy");
        try (var pipeline = redis.client().pipelined()) {
            for (int i = 0; i < 30_000; i++) pipeline.xadd("q", NEW_ENTRY, Map.of("n", "" + i));
        }
        acknowledge("vexy", read("vexy", 25_000));

        assertThat(QueueTrim.trim(redis.client(), "q", 1_000)).isEqualTo(25_000);
        acknowledge("vexy", read("vexy", 5_000));
        assertThat(QueueTrim.trim(redis.client(), "q", 1_000)).isEqualTo(4_000);
    }

    @Test
    void what_nobody_has_read_stays_whatever_the_limit() {
        group("vexy");
        add(10);

        assertThat(QueueTrim.trim(redis.client(), "q", 1)).isZero();
        assertThat(redis.client().xlen("q")).isEqualTo(10);
    }

    @Test
    void what_is_being_worked_on_stays_and_all_behind_it() {
        group("vexy");
        add(10);
        List<StreamEntryID> ids = read("vexy", 10);
        acknowledge("vexy", ids.subList(0, 3));
        acknowledge("vexy", ids.subList(4, 10));

        assertThat(QueueTrim.trim(redis.client(), "q", 1)).isEqualTo(3);
        assertThat(ids()).isEqualTo(ids.subList(3, 10));
    }

    @Test
    void the_slowest_group_decides() {
        group("fast");
        group("slow");
        add(10);
        acknowledge("fast", read("fast", 10));
        acknowledge("slow", read("slow", 2));

        assertThat(QueueTrim.trim(redis.client(), "q", 1)).isEqualTo(2);
    }

    @Test
    void a_stream_without_groups_or_without_existence_is_left_alone() {
        assertThat(QueueTrim.trim(redis.client(), "q", 1)).isZero();
        add(5);
        assertThat(QueueTrim.trim(redis.client(), "q", 1)).isZero();
        assertThat(redis.client().xlen("q")).isEqualTo(5);
    }

    @RepeatedTest(15)
    void nothing_that_a_group_still_needs_is_ever_removed(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Map<String, Set<StreamEntryID>> needed = new HashMap<>();
        for (String group : List.of("a", "b", "c").subList(0, 1 + random.nextInt(3))) {
            group(group);
            needed.put(group, new HashSet<>());
        }
        List<String> groups = List.copyOf(needed.keySet());
        Map<String, List<StreamEntryID>> held = new HashMap<>();
        groups.forEach(group -> held.put(group, new ArrayList<>()));

        for (int step = 0; step < 60; step++) {
            String group = groups.get(random.nextInt(groups.size()));
            switch (random.nextInt(4)) {
                case 0 -> add(random.nextInt(6)).forEach(id -> needed.values().forEach(each -> each.add(id)));
                case 1 -> held.get(group).addAll(read(group, 1 + random.nextInt(5)));
                case 2 -> {
                    List<StreamEntryID> mine = held.get(group);
                    if (mine.isEmpty()) continue;
                    StreamEntryID done = mine.remove(random.nextInt(mine.size()));
                    acknowledge(group, List.of(done));
                    needed.get(group).remove(done);
                }
                default -> {
                    long before = redis.client().xlen("q");
                    int limit = random.nextInt(8);
                    long removed = QueueTrim.trim(redis.client(), "q", limit);
                    assertThat(before - removed).isGreaterThanOrEqualTo(Math.min(before, limit));
                }
            }
            assertThat(new HashSet<>(ids()))
                    .containsAll(needed.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
        }
    }

    @Test
    void trimming_beside_readers_at_work_fails_nobody_and_loses_nothing() throws Exception {
        group("vexy");
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<?> trimming = threads.submit(() -> {
            while (!over.get()) QueueTrim.trim(redis.client(), "q", 2);
        });
        Future<?> trimmingToo = threads.submit(() -> {
            while (!over.get()) QueueTrim.trim(redis.client(), "q", 2);
        });
        Set<StreamEntryID> added = new HashSet<>();
        Set<StreamEntryID> seen = new HashSet<>();

        for (int i = 0; i < 400; i++) {
            added.addAll(add(2));
            List<StreamEntryID> some = read("vexy", 1 + i % 3);
            seen.addAll(some);
            acknowledge("vexy", some);
        }
        for (var rest = read("vexy", 50); !rest.isEmpty(); rest = read("vexy", 50)) seen.addAll(rest);
        over.set(true);

        trimming.get();
        trimmingToo.get();
        threads.shutdown();
        assertThat(seen).isEqualTo(added);
    }

    private static void group(String name) {
        redis.client().xgroupCreate("q", name, new StreamEntryID("0-0"), true);
    }

    private static List<StreamEntryID> add(int entries) {
        List<StreamEntryID> ids = new ArrayList<>();
        for (int i = 0; i < entries; i++) ids.add(redis.client().xadd("q", NEW_ENTRY, Map.of("n", "" + i)));
        return ids;
    }

    private static List<StreamEntryID> read(String group, int count) {
        var reply = redis.client()
                .xreadGroup(
                        group, "me", new XReadGroupParams().count(count), Map.of("q", XREADGROUP_UNDELIVERED_ENTRY));
        if (reply == null || reply.isEmpty()) return List.of();
        return reply.get(0).getValue().stream().map(entry -> entry.getID()).toList();
    }

    private static void acknowledge(String group, List<StreamEntryID> ids) {
        if (!ids.isEmpty()) redis.client().xack("q", group, ids.toArray(StreamEntryID[]::new));
    }

    private static List<StreamEntryID> ids() {
        return redis.client().xrange("q", "-", "+").stream()
                .map(entry -> entry.getID())
                .toList();
    }
}
