package marketswarm.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import marketswarm.domain.NewsItem;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

@Timeout(30)
class NewsStoreTest {

    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final NewsStore store = storeAt(NOON);

    @Test
    void an_item_becomes_document_index_memory_and_work_unit() {
        List<String> ids = store.append(redis.client(), "rss:queue", List.of(item("u1", "Fed holds")));

        UnifiedJedis client = redis.client();
        assertThat(client.get("rss:item:u1"))
                .contains("\"uid\":\"u1\"", "\"title\":\"Fed holds\"", "\"story_id\":\"s\"");
        assertThat(client.ttl("rss:item:u1")).isBetween(30 * 86_400L - 5, 30 * 86_400L);
        assertThat(client.zscore("rss:index", "u1")).isEqualTo(1_782_900_000d);
        assertThat(client.zscore("rss:seen", "u1")).isEqualTo((double) NOON.toEpochMilli());
        var queued = client.xrange("rss:queue", "-", "+");
        assertThat(queued).hasSize(1);
        assertThat(queued.get(0).getID().toString()).isEqualTo(ids.get(0));
        assertThat(queued.get(0).getFields())
                .isEqualTo(Map.of(
                        "uid",
                        "u1",
                        "url",
                        "https://a.example/u1",
                        "title",
                        "Fed holds",
                        "source",
                        "a.example",
                        "category",
                        "macro"));
        assertThat(NewsStore.find(client, "u1")).contains(item("u1", "Fed holds"));
    }

    @Test
    void the_second_time_adds_nothing_and_remembers_that_it_was_seen() {
        store.append(redis.client(), "rss:queue", List.of(item("u1", "Fed holds")));
        NewsStore later = storeAt(NOON.plusSeconds(60));

        List<String> ids = later.append(redis.client(), "rss:queue", List.of(item("u1", "Fed holds, again")));

        assertThat(ids).containsExactly((String) null);
        assertThat(redis.client().xlen("rss:queue")).isEqualTo(1);
        assertThat(redis.client().get("rss:item:u1")).contains("\"Fed holds\"");
        assertThat(redis.client().zscore("rss:seen", "u1"))
                .isEqualTo((double) NOON.plusSeconds(60).toEpochMilli());
    }

    @Test
    void a_batch_tells_in_its_order_what_was_new() {
        store.append(redis.client(), "rss:queue", List.of(item("u2", "known")));

        List<String> ids = store.append(
                redis.client(),
                "rss:queue",
                List.of(item("u1", "a"), item("u2", "b"), item("u3", "c"), item("u1", "d")));

        assertThat(ids).hasSize(4);
        assertThat(ids.get(0)).isNotNull();
        assertThat(ids.get(1)).isNull();
        assertThat(ids.get(2)).isNotNull();
        assertThat(ids.get(3)).isNull();
    }

    @Test
    void four_who_publish_the_same_items_at_once_queue_each_once() throws Exception {
        List<NewsItem> items =
                IntStream.range(0, 200).mapToObj(i -> item("u" + i, "t" + i)).toList();
        ExecutorService publishers = Executors.newFixedThreadPool(4);
        CyclicBarrier together = new CyclicBarrier(4);
        List<Future<List<String>>> results = new ArrayList<>();

        for (int i = 0; i < 4; i++) {
            List<NewsItem> shuffled = new ArrayList<>(items);
            Collections.shuffle(shuffled, new java.util.Random(i));
            results.add(publishers.submit(() -> {
                together.await();
                return store.append(redis.client(), "rss:queue", shuffled);
            }));
        }

        long published = 0;
        for (Future<List<String>> result : results)
            published += result.get().stream().filter(Objects::nonNull).count();
        publishers.shutdown();
        assertThat(published).isEqualTo(200);
        assertThat(redis.client().xrange("rss:queue", "-", "+"))
                .extracting(entry -> entry.getFields().get("uid"))
                .containsExactlyInAnyOrderElementsOf(
                        items.stream().map(NewsItem::uid).toList());
    }

    @Test
    void an_item_that_cannot_be_queued_is_not_remembered_either() {
        redis.client().set("rss:queue", "in the way");
        assertThatThrownBy(() -> store.append(redis.client(), "rss:queue", List.of(item("u1", "Fed holds"))))
                .isInstanceOf(JedisDataException.class)
                .hasMessageContaining("WRONGTYPE");
        assertThat(redis.client().keys("*")).containsExactly("rss:queue");

        redis.client().del("rss:queue");
        assertThat(store.append(redis.client(), "rss:queue", List.of(item("u1", "Fed holds"))))
                .doesNotContainNull();
    }

    @Test
    void an_item_that_cannot_be_indexed_is_not_queued_either() {
        redis.client().set("rss:index", "in the way");

        assertThatThrownBy(() -> store.append(redis.client(), "rss:queue", List.of(item("u1", "Fed holds"))))
                .hasMessageContaining("WRONGTYPE");

        assertThat(redis.client().keys("*")).containsExactly("rss:index");
    }

    @Test
    void what_is_known_counts_as_seen_just_now() {
        store.append(redis.client(), "rss:queue", List.of(item("u1", "a"), item("u2", "b")));
        NewsStore later = storeAt(NOON.plusSeconds(600));

        assertThat(later.known(redis.client(), List.of("u1", "u3"))).containsExactly("u1");

        assertThat(redis.client().zscore("rss:seen", "u1"))
                .isEqualTo((double) NOON.plusSeconds(600).toEpochMilli());
        assertThat(redis.client().zscore("rss:seen", "u2")).isEqualTo((double) NOON.toEpochMilli());
        assertThat(redis.client().zscore("rss:seen", "u3")).isNull();
    }

    @Test
    void what_no_feed_has_carried_for_the_time_to_live_is_forgotten() {
        store.append(redis.client(), "rss:queue", List.of(item("old", "a")));
        storeAt(NOON.plus(Duration.ofDays(20))).append(redis.client(), "rss:queue", List.of(item("new", "b")));

        NewsStore later = storeAt(NOON.plus(Duration.ofDays(31)));

        assertThat(later.forgetOld(redis.client())).isEqualTo(1);
        assertThat(later.forgetOld(redis.client())).isZero();
        assertThat(redis.client().zrange("rss:seen", 0, -1)).containsExactly("new");
        assertThat(redis.client().zrange("rss:index", 0, -1)).containsExactly("new");
    }

    private static NewsStore storeAt(Instant time) {
        return new NewsStore(() -> Duration.ofDays(30), Clock.fixed(time, ZoneOffset.UTC));
    }

    private static NewsItem item(String uid, String title) {
        return new NewsItem(
                uid,
                "https://a.example/" + uid,
                title,
                "summary",
                null,
                null,
                "a.example",
                "https://a.example/feed",
                "A",
                "macro",
                List.of(),
                null,
                null,
                1_782_900_000_500L,
                null,
                1_782_900_001_000L,
                false,
                List.of("SPY"),
                "s");
    }
}
