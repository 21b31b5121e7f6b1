package marketswarm.feed.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import marketswarm.domain.NewsItem;
import marketswarm.redis.NewsStore;
import marketswarm.redis.StoryLog;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stories as publishers on one Redis find them: several instances, restarts, and the bounds of what is remembered. */
@Timeout(60)
class StoriesTest {

    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Test
    void another_feed_that_tells_the_same_joins_the_story() {
        Publisher publisher = publisher(48);

        publish(publisher, "a", "https://one.example/f", "Fed holds interest rates steady, signals patience", 0);
        publish(
                publisher,
                "b",
                "https://two.example/f",
                "Federal Reserve leaves rates unchanged and signals patience",
                1);
        publish(publisher, "c", "https://two.example/f", "Fed cuts interest rates by a quarter point", 2);

        assertThat(story("a")).isEqualTo("a");
        assertThat(story("b")).isEqualTo("a");
        assertThat(story("c")).isEqualTo("c");
        assertThat(redis.client().xlen("rss:queue")).as("one work unit an item").isEqualTo(3);
    }

    @Test
    void another_instance_and_one_after_a_restart_know_what_was_told() {
        publish(publisher(48), "a", "https://one.example/f", "Boeing to cut 2,000 jobs in finance and HR", 0);

        publish(
                publisher(48),
                "b",
                "https://two.example/f",
                "Boeing plans to eliminate about 2,000 finance and HR roles",
                5);

        assertThat(story("b")).isEqualTo("a");
    }

    @Test
    void of_instances_that_publish_the_same_story_at_once_one_tells_it_first() throws Exception {
        ExecutorService instances = Executors.newFixedThreadPool(4);
        List<Future<?>> done = new ArrayList<>();
        for (int instance = 0; instance < 4; instance++) {
            int me = instance;
            Publisher publisher = publisher(48);
            done.add(instances.submit(() -> IntStream.range(0, 25)
                    .forEach(
                            i -> publish(publisher, "s" + i + "-" + me, "https://" + me + ".example/f", title(i), i))));
        }
        for (Future<?> one : done) one.get();
        instances.shutdown();

        assertThat(IntStream.range(0, 25)
                        .mapToObj(i -> IntStream.range(0, 4)
                                .mapToObj(me -> story("s" + i + "-" + me))
                                .distinct()
                                .toList()))
                .allSatisfy(stories -> assertThat(stories).hasSize(1));
        assertThat(redis.client().xlen("rss:queue")).isEqualTo(100);
    }

    @Test
    void a_story_ends_with_its_window_and_none_begins_without_one() {
        Publisher short1 = publisher(1);
        publish(short1, "a", "https://one.example/f", "Oil jumps 4% after OPEC agrees surprise output cut", 0);
        publish(short1, "b", "https://two.example/f", "Oil jumps 4% after OPEC agrees surprise output cut", 61);
        publish(publisher(0), "c", "https://three.example/f", "Oil jumps 4% after OPEC agrees surprise output cut", 61);

        assertThat(story("b")).isEqualTo("b");
        assertThat(story("c")).isEqualTo("c");
    }

    @Test
    void a_log_that_was_lost_is_begun_anew() {
        Publisher publisher = publisher(48);
        publish(publisher, "a", "https://one.example/f", "Tyson Foods to close four chicken plants", 0);
        redis.client().del("rss:stories");

        publish(publisher, "b", "https://two.example/f", "Tyson Foods is shutting four chicken plants", 1);
        publish(publisher, "c", "https://three.example/f", "Tyson Foods to shut four chicken plants", 1);

        assertThat(story("b")).isEqualTo("b");
        assertThat(story("c")).isEqualTo("b");
    }

    @Test
    void what_was_told_before_the_window_leaves_the_log() {
        StoryLog log = new StoryLog(redis.client());
        publish(publisher(48), "a", "https://one.example/f", "Tyson Foods to close four chicken plants", 0);

        log.forget(System.currentTimeMillis() + 60_000);

        assertThat(log.after("0")).isEmpty();
    }

    private static String title(int i) {
        return "Firm" + (char) ('a' + i) + "corp to buy rival Brand" + (char) ('a' + i) + "soft for $" + (i + 2)
                + " billion";
    }

    private static Publisher publisher(int windowHours) {
        Tickers tickers = new Tickers(Set::of);
        NewsStore store = new NewsStore(() -> Duration.ofDays(30), CLOCK);
        return new Publisher(
                store, new Stories(new StoryLog(redis.client()), tickers, () -> Duration.ofHours(windowHours)));
    }

    private static void publish(Publisher publisher, String uid, String feed, String title, int minute) {
        publisher.append(redis.client(), "rss:queue", List.of(Edition.first(item(uid, feed, title, minute))));
    }

    private static String story(String uid) {
        return NewsStore.find(redis.client(), uid).orElseThrow().storyId();
    }

    private static NewsItem item(String uid, String feed, String title, int minute) {
        long published = NOON.plus(Duration.ofMinutes(minute)).toEpochMilli();
        return new NewsItem(
                uid,
                feed + "/" + uid,
                title,
                "",
                null,
                null,
                "a.example",
                feed,
                "A",
                "macro",
                List.of(),
                null,
                null,
                published,
                null,
                published,
                false,
                List.of(),
                uid);
    }
}
