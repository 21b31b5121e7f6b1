package marketswarm.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import marketswarm.domain.NewsItem;
import marketswarm.redis.NewsStore.Published;
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
        List<Published> published = publish(store, item("u1", "Fed holds"));

        UnifiedJedis client = redis.client();
        assertThat(client.get("rss:item:u1"))
                .contains("\"uid\":\"u1\"", "\"title\":\"Fed holds\"", "\"story_id\":\"s\"");
        assertThat(client.ttl("rss:item:u1")).isBetween(30 * 86_400L - 5, 30 * 86_400L);
        assertThat(client.zscore("rss:index", "u1")).isEqualTo(1_782_900_000d);
        assertThat(client.zscore("rss:seen", "u1")).isEqualTo((double) NOON.toEpochMilli());
        var queued = client.xrange("rss:queue", "-", "+");
        assertThat(queued).hasSize(1);
        assertThat(published)
                .containsExactly(new Published.New(queued.get(0).getID().toString()));
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
        publish(store, item("u1", "Fed holds"));
        NewsStore later = storeAt(NOON.plusSeconds(60));

        assertThat(publish(later, item("u1", "Fed holds, again"))).containsExactly(new Published.Known());

        assertThat(redis.client().xlen("rss:queue")).isEqualTo(1);
        assertThat(redis.client().get("rss:item:u1")).contains("\"Fed holds\"");
        assertThat(redis.client().zscore("rss:seen", "u1"))
                .isEqualTo((double) NOON.plusSeconds(60).toEpochMilli());
    }

    @Test
    void a_batch_tells_in_its_order_what_was_new() {
        publish(store, item("u2", "known"));

        List<Published> published = publish(store, item("u1", "a"), item("u2", "b"), item("u3", "c"), item("u1", "d"));

        assertThat(published)
                .extracting(Published::getClass)
                .containsExactly(
                        Published.New.class, Published.Known.class, Published.New.class, Published.Known.class);
    }

    @Test
    void four_who_publish_the_same_items_at_once_queue_each_once() throws Exception {
        List<NewsItem> items =
                IntStream.range(0, 200).mapToObj(i -> item("u" + i, "t" + i)).toList();
        ExecutorService publishers = Executors.newFixedThreadPool(4);
        CyclicBarrier together = new CyclicBarrier(4);
        List<Future<List<Published>>> results = new ArrayList<>();

        for (int i = 0; i < 4; i++) {
            List<NewsItem> shuffled = new ArrayList<>(items);
            Collections.shuffle(shuffled, new java.util.Random(i));
            results.add(publishers.submit(() -> {
                together.await();
                return store.publish(redis.client(), "rss:queue", shuffled, NewsStore.ANY);
            }));
        }

        long published = 0;
        for (Future<List<Published>> result : results)
            published += result.get().stream()
                    .filter(Published.New.class::isInstance)
                    .count();
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
        assertThatThrownBy(() -> publish(store, item("u1", "Fed holds")))
                .isInstanceOf(JedisDataException.class)
                .hasMessageContaining("WRONGTYPE");
        assertThat(redis.client().keys("*")).containsExactly("rss:queue");

        redis.client().del("rss:queue");
        assertThat(publish(store, item("u1", "Fed holds"))).hasOnlyElementsOfType(Published.New.class);
    }

    @Test
    void an_item_that_cannot_be_indexed_is_not_queued_either() {
        redis.client().set("rss:index", "in the way");

        assertThatThrownBy(() -> publish(store, item("u1", "Fed holds"))).hasMessageContaining("WRONGTYPE");

        assertThat(redis.client().keys("*")).containsExactly("rss:index");
    }

    @Test
    void what_is_known_counts_as_seen_just_now() {
        publish(store, item("u1", "a"), item("u2", "b"));
        NewsStore later = storeAt(NOON.plusSeconds(600));

        assertThat(later.known(redis.client(), List.of("u1", "u3"))).containsExactly("u1");

        assertThat(redis.client().zscore("rss:seen", "u1"))
                .isEqualTo((double) NOON.plusSeconds(600).toEpochMilli());
        assertThat(redis.client().zscore("rss:seen", "u2")).isEqualTo((double) NOON.toEpochMilli());
        assertThat(redis.client().zscore("rss:seen", "u3")).isNull();
    }

    @Test
    void what_no_feed_has_carried_for_the_time_to_live_is_forgotten() {
        publish(store, item("old", "a"));
        publish(storeAt(NOON.plus(Duration.ofDays(20))), item("new", "b"));

        NewsStore later = storeAt(NOON.plus(Duration.ofDays(31)));

        assertThat(later.forgetOld(redis.client())).isEqualTo(1);
        assertThat(later.forgetOld(redis.client())).isZero();
        assertThat(redis.client().zrange("rss:seen", 0, -1)).containsExactly("new");
        assertThat(redis.client().zrange("rss:index", 0, -1)).containsExactly("new");
    }

    @Test
    void a_story_is_told_with_its_item_and_only_when_nothing_was_told_since() {
        publish(store, item("u1", "Fed holds"));

        List<Published> late = store.publish(redis.client(), "rss:queue", List.of(item("u2", "Fed waits")), "");
        List<Published> current = store.publish(
                redis.client(), "rss:queue", List.of(item("u2", "Fed waits"), item("u3", "Fed sits")), "u1");

        assertThat(late).containsExactly(new Published.Overtaken());
        assertThat(current).hasOnlyElementsOfType(Published.New.class);
        assertThat(new StoryLog(redis.client()).after("0"))
                .extracting(StoryLog.Told::uid, StoryLog.Told::story, StoryLog.Told::title)
                .containsExactly(
                        tuple("u1", "s", "Fed holds"), tuple("u2", "s", "Fed waits"), tuple("u3", "s", "Fed sits"));
    }

    @Test
    void what_was_known_already_is_known_however_old_the_choice_of_its_story() {
        publish(store, item("u1", "Fed holds"));

        assertThat(store.publish(redis.client(), "rss:queue", List.of(item("u1", "Fed holds")), "elsewhere"))
                .containsExactly(new Published.Known());
    }

    @Test
    void a_revision_takes_the_place_of_what_it_revises_and_is_work_again() {
        publish(store, item("u1", "Fed holds"));
        String before = redis.client().get("rss:item:u1");
        NewsItem revision = item("u1", "Fed cuts").revising(item("u1", "Fed holds"), 1_782_900_060_000L);

        boolean written = store.revise(redis.client(), "rss:queue", revision, before, true);

        assertThat(written).isTrue();
        assertThat(redis.client().get("rss:item:u1"))
                .contains("\"Fed cuts\"", "\"revision\":1", "\"updated_ms\":1782900060000");
        assertThat(redis.client().zcard("rss:index")).isEqualTo(1);
        assertThat(redis.client().xrange("rss:queue", "-", "+").get(1).getFields())
                .containsEntry("uid", "u1")
                .containsEntry("title", "Fed cuts")
                .containsEntry("revision", "1");
    }

    @Test
    void of_two_who_revise_at_once_one_counts() {
        publish(store, item("u1", "Fed holds"));
        String before = redis.client().get("rss:item:u1");
        NewsItem revision = item("u1", "Fed cuts").revising(item("u1", "Fed holds"), 1L);

        assertThat(store.revise(redis.client(), "rss:queue", revision, before, true))
                .isTrue();
        assertThat(store.revise(redis.client(), "rss:queue", revision, before, true))
                .isFalse();

        assertThat(redis.client().xlen("rss:queue")).isEqualTo(2);
    }

    @Test
    void a_revision_that_is_no_work_is_only_the_item() {
        publish(store, item("u1", "Fed holds"));
        NewsItem revision = item("u1", "Fed hold").revising(item("u1", "Fed holds"), 1L);

        store.revise(redis.client(), "rss:queue", revision, redis.client().get("rss:item:u1"), false);

        assertThat(redis.client().get("rss:item:u1")).contains("\"Fed hold\"");
        assertThat(redis.client().xlen("rss:queue")).isEqualTo(1);
    }

    private static List<Published> publish(NewsStore store, NewsItem... items) {
        return store.publish(redis.client(), "rss:queue", List.of(items), NewsStore.ANY);
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
