package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import marketswarm.RunningServices;
import marketswarm.feed.poll.FeedState;
import marketswarm.testing.FakeSite;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The manners of polling, as sites see them. */
class PollingRoutesTest {

    private static final long HOUR_MS = 3_600_000;

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final FakeSite site = new FakeSite();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_feed_that_keeps_saying_it_has_moved_for_good_is_asked_there() {
        site.page("/old", 301, Map.of("Location", "/new"), "").page("/new", 200, Map.of(), RssTruth.FEED);

        try (var services = running(RssTruth.of(site.url("/old")))) {
            for (int poll = 1; poll <= 6; poll++) pollAndAwait("/old", "/new", poll);
        }

        assertThat(site.asked("/old")).as("five times, and then no more").hasSize(5);
        assertThat(feed("/old")).containsEntry("moved_to", site.url("/new"));
        assertThat(redis.client().xlen("rss:queue")).isEqualTo(1);
    }

    @Test
    void a_feed_that_is_elsewhere_for_now_is_asked_where_truth_says() {
        site.page("/old", 302, Map.of("Location", "/new"), "").page("/new", 200, Map.of(), RssTruth.FEED);

        try (var services = running(RssTruth.of(site.url("/old")))) {
            for (int poll = 1; poll <= 6; poll++) pollAndAwait("/old", "/new", poll);
        }

        assertThat(site.asked("/old")).hasSize(6);
        assertThat(feed("/old")).containsEntry("moved_to", "");
    }

    @Test
    void a_host_that_has_had_too_many_is_left_alone_with_all_its_feeds() {
        site.page("/busy", 429, Map.of("Retry-After", "7200"), "").page("/other", 200, Map.of(), RssTruth.FEED);

        try (var services = running(RssTruth.of(site.url("/busy")))) {
            await().until(() -> "1".equals(feed("/busy").get("error_streak")));
            await().until(() -> redis.client().exists("rss:host:" + site.url("").substring(7)));

            services.replaceTruth(RssTruth.of(site.url("/busy"), site.url("/other")));
            await().atMost(Duration.ofSeconds(20)).until(() -> dueMs("/other") > System.currentTimeMillis() + HOUR_MS);

            assertThat(services.progress("rss_agg")).containsEntry("feeds", "2").containsEntry("failing", "1");
        }
        assertThat(site.asked("/other")).isEmpty();
    }

    @Test
    void what_the_feed_itself_says_about_coming_again_is_honoured() {
        site.page("/feed", 200, Map.of(), RssTruth.FEED.replace("<link>https://news.example</link>", "<ttl>90</ttl>"));

        try (var services = running(RssTruth.of(site.url("/feed")))) {
            await().until(() -> dueMs("/feed") > System.currentTimeMillis() + HOUR_MS);
        }

        assertThat(feed("/feed")).containsEntry("hints", "5400000;;");
    }

    @Test
    void a_shorter_interval_holds_at_once() {
        site.page("/feed", 200, Map.of(), RssTruth.FEED);

        try (var services = running(RssTruth.of(site.url("/feed")))) {
            await().until(() -> dueMs("/feed") > System.currentTimeMillis() + 200_000);

            services.replaceTruth(
                    RssTruth.document("{\"url\": \"" + site.url("/feed") + "\", \"poll_interval_min\": 0.02}"));

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> site.asked("/feed").size() > 2);
        }
    }

    private void pollAndAwait(String asked, String answers, int times) {
        if (times > 1) redis.client().zadd("rss:schedule", 0, "tech|" + site.url(asked));
        await().atMost(Duration.ofSeconds(20)).until(() -> site.asked(answers).size() == times);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> dueMs(asked) > System.currentTimeMillis() + 200_000
                        && feed(asked).getOrDefault("next_ms", "").equals(String.valueOf(dueMs(asked))));
    }

    private long dueMs(String path) {
        Double due = redis.client().zscore("rss:schedule", "tech|" + site.url(path));
        return due == null ? 0 : due.longValue();
    }

    private Map<String, String> feed(String path) {
        return redis.client().hgetAll(FeedState.key(site.url(path)));
    }

    private static RunningServices running(String truth) {
        return new RunningServices(redis.url(), truth, Clock.systemUTC(), "rss_agg");
    }
}
