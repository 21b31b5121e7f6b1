package marketswarm.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import marketswarm.domain.NewsItem;
import marketswarm.testing.ClusterRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** A real cluster of three masters, each with a replica. */
@Timeout(180)
class ClusterTest {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterTest.class);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofMillis(50);
    private static final int STREAMS = 12;

    @TempDir
    private static Path folder;

    private static ClusterRedis servers;
    private static UnifiedJedis redis;

    @BeforeAll
    static void start() throws Exception {
        servers = ClusterRedis.start(folder, "cluster-password", 3);
        redis = RedisServers.open(servers.url(), "test");
    }

    @AfterAll
    static void stop() throws Exception {
        redis.close();
        servers.close();
    }

    @Test
    void news_share_one_slot_under_a_tag_and_change_in_one_step() {
        NewsStore store = new NewsStore(() -> Duration.ofDays(1), Clock.systemUTC());
        NewsItem item = item("da39a3ee5e6b4b0d3255bfef95601890afd80709");

        assertThat(store.publish(redis, "rss:queue", List.of(item, item), NewsStore.ANY))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(NewsStore.Published.New.class),
                        again -> assertThat(again).isInstanceOf(NewsStore.Published.Known.class));

        assertThat(redis.get("rss:item:" + item.uid())).contains("a title");
        assertThat(redis.mget("rss:item:none", "rss:item:" + item.uid()))
                .hasSize(2)
                .first()
                .isNull();
        List<String> names = new ArrayList<>();
        var scan = redis.scanIteration(100, "{news}*");
        while (!scan.isIterationCompleted()) names.addAll(scan.nextBatchList());
        assertThat(names)
                .contains(
                        "{news}rss:item:" + item.uid(),
                        "{news}rss:index",
                        "{news}rss:seen",
                        "{news}rss:queue",
                        "{news}rss:stories");
        assertThat(NewsStore.find(redis, item.uid())).contains(item);
    }

    @Test
    void only_the_keys_of_news_and_analyses_carry_the_tag() {
        Set<String> tagged = Arrays.stream(Keys.values())
                .filter(line -> NewsSlot.tagged(line.pattern()).startsWith("{news}"))
                .map(Keys::name)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> news = Arrays.stream(Keys.values())
                .filter(line -> line.bus() == Keys.Bus.MARKET && !line.writer().equals("massive"))
                .map(Keys::name)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(tagged).isEqualTo(news);
        assertThat(NewsSlot.plain("{news}rss:queue")).isEqualTo("rss:queue");
        assertThat(NewsSlot.plain("market:symbols")).isEqualTo("market:symbols");
    }

    @Test
    void a_tail_gives_all_entries_once_and_in_one_order_while_slots_move_and_a_master_dies() throws Exception {
        List<String> keys = IntStream.range(0, STREAMS).mapToObj(i -> "s:" + i).toList();
        Position start = StreamTail.now(redis);
        AtomicBoolean goOn = new AtomicBoolean(true);
        List<String> told = new ArrayList<>();
        Thread writer = new Thread(() -> write(keys, goOn, told), "writer");
        List<StreamEntry> seen = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean read = new AtomicBoolean(true);
        Thread reader = new Thread(() -> read(keys, start, read, seen), "reader");
        writer.start();
        reader.start();

        awaitMore(seen, 2_000);
        int from = servers.masterOf("s:3");
        servers.moveSlotOf("s:3", (from + 1) % 3);
        servers.moveSlotOf("s:7", (servers.masterOf("s:7") + 2) % 3);
        awaitMore(seen, 1_000);
        int killed = servers.masterOf("s:5");
        Duration away = servers.killMaster(killed);
        awaitMore(seen, 2_000);
        goOn.set(false);
        writer.join();
        List<StreamEntry> kept = new ArrayList<>();
        for (String key : keys)
            redis.xrange(key, "-", "+")
                    .forEach(
                            entry -> kept.add(new StreamEntry(key, entry.getID().toString(), entry.getFields())));
        await().atMost(LONG).untilAsserted(() -> assertThat(names(seen)).containsAll(names(kept)));
        read.set(false);
        reader.join();

        Set<String> forgotten = new TreeSet<>(names(seen));
        forgotten.removeAll(names(kept));
        LOG.info(
                "redis: cluster kept={} acknowledged={} read but forgotten by Redis={} replica serves after ms={}",
                kept.size(),
                told.size(),
                forgotten.size(),
                away.toMillis());
        assertThat(names(seen)).doesNotHaveDuplicates();
        assertThat(seen).isSortedAccordingTo((a, b) -> Position.of(a).compareTo(Position.of(b)));
        Set<String> lost = new TreeSet<>(told);
        lost.removeAll(names(kept));
        servers.masters().get(killed).start();
        assertThat(names(kept)).doesNotHaveDuplicates();
        assertThat(forgotten)
                .as("what Redis answered and its replica did not have")
                .allMatch(name -> lost.contains(name) || !told.contains(name));
        resumesFrom(kept, keys);
    }

    private static void resumesFrom(List<StreamEntry> kept, List<String> keys) {
        kept.sort((a, b) -> Position.of(a).compareTo(Position.of(b)));
        for (int cut = 0; cut < kept.size(); cut += kept.size() / 5) {
            StreamTail tail = new StreamTail(
                    redis,
                    new FollowedStreams(redis, keys, null),
                    Position.parse(Position.of(kept.get(cut)).toString()).orElseThrow());
            List<StreamEntry> rest = new ArrayList<>();
            for (List<StreamEntry> some = tail.poll(SOON); !some.isEmpty(); some = tail.poll(SOON)) rest.addAll(some);
            assertThat(rest).isEqualTo(kept.subList(cut + 1, kept.size()));
        }
    }

    private static void write(List<String> keys, AtomicBoolean goOn, List<String> told) {
        try (UnifiedJedis own = RedisServers.open(servers.url(), "writer")) {
            for (int n = 0; goOn.get(); n++) {
                String key = keys.get(n % keys.size());
                try {
                    told.add(key + " " + own.xadd(key, StreamEntryID.NEW_ENTRY, Map.of("n", String.valueOf(n))));
                } catch (JedisException away) {
                    LOG.debug("not written", away);
                }
            }
        }
    }

    private static void read(List<String> keys, Position start, AtomicBoolean goOn, List<StreamEntry> seen) {
        try (UnifiedJedis own = RedisServers.open(servers.url(), "reader")) {
            StreamTail tail = new StreamTail(own, new FollowedStreams(own, keys, null), start);
            while (goOn.get()) {
                try {
                    seen.addAll(tail.poll(SOON));
                } catch (JedisException away) {
                    assertThat(Outage.isAway(away)).as(away.toString()).isTrue();
                }
            }
        }
    }

    private static void awaitMore(List<StreamEntry> seen, int more) {
        int then = seen.size();
        await().atMost(LONG).until(() -> seen.size() > then + more);
    }

    private static List<String> names(List<StreamEntry> entries) {
        return List.copyOf(entries).stream()
                .map(entry -> entry.key() + " " + entry.id())
                .toList();
    }

    @Test
    void a_batch_over_all_servers_is_written_and_read_in_its_order() {
        try (var batch = redis.pipelined()) {
            for (int i = 0; i < 300; i++) batch.rpush("list:" + i % 30, String.valueOf(i));
            batch.sync();
        }
        for (int i = 0; i < 30; i++) {
            int first = i;
            assertThat(redis.lrange("list:" + i, 0, -1))
                    .isEqualTo(IntStream.range(0, 10)
                            .mapToObj(n -> String.valueOf(first + 30 * n))
                            .toList());
        }
        long used = servers.masters().stream()
                .filter(server -> size(server.open()) > 0)
                .count();
        assertThat(used).isGreaterThan(1);
    }

    private static long size(UnifiedJedis server) {
        try (server) {
            return (Long) server.sendCommand(Command.DBSIZE);
        } catch (JedisException gone) {
            return 0;
        }
    }

    private static NewsItem item(String uid) {
        return new NewsItem(
                uid,
                "https://example.org/a",
                "a title",
                "a summary",
                null,
                null,
                "example.org",
                "https://example.org/feed",
                "Feed",
                "tech",
                List.of(),
                null,
                "en",
                1_700_000_000_000L,
                null,
                1_700_000_000_500L,
                false,
                List.of(),
                uid);
    }
}
