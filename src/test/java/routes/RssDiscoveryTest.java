package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.util.Map;
import marketswarm.RunningServices;
import marketswarm.feed.poll.FeedState;
import marketswarm.testing.FakeSite;
import marketswarm.testing.Logs;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Truth names a page where it means the feed of that page. */
class RssDiscoveryTest {

    private static final String PAGE = "<!doctype html><html><head><title>News</title>"
            + "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/all.xml\"></head><body>News</body></html>";

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final Logs logs = new Logs();

    private final FakeSite site = new FakeSite();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void the_feed_of_a_page_is_found_read_and_remembered() {
        site.page("/", 200, Map.of("Content-Type", "text/html", "ETag", "\"page\""), PAGE);
        site.page("/all.xml", 200, Map.of(), RssTruth.FEED);

        try (var services = running()) {
            await().until(() -> redis.client().xlen("rss:queue") == 1);
            await().until(() ->
                    health().containsKey("status") && health().get("items").equals("1"));
            redis.client().zadd("rss:schedule", 0, "tech|" + site.url("/"));
            await().until(() -> site.asked("/all.xml").size() == 2);
        }

        assertThat(site.asked("/")).as("the page is asked once").hasSize(1);
        assertThat(site.asked("/all.xml").get(0).headers()).doesNotContainKey("if-none-match");
        assertThat(health()).containsEntry("address", site.url("/all.xml")).containsEntry("error", "");
        assertThat(logs.warnings()).isEmpty();
        assertThat(logs.text())
                .containsOnlyOnce(
                        "feed: is a page, its feed is used url=" + site.url("/") + " feed=" + site.url("/all.xml"));
    }

    @Test
    void an_address_that_was_found_and_is_no_feed_any_more_is_looked_for_anew() {
        site.page("/", 200, Map.of("Content-Type", "text/html"), PAGE);
        site.page("/all.xml", 404, Map.of(), "");

        try (var services = running()) {
            await().until(() -> "1".equals(health().get("error_streak")));
        }

        assertThat(health()).containsEntry("address", "").containsEntry("status", "404");
    }

    private RunningServices running() {
        return new RunningServices(redis.url(), RssTruth.of(site.url("/")), Clock.systemUTC(), "rss_agg");
    }

    private Map<String, String> health() {
        return redis.client().hgetAll(FeedState.key(site.url("/")));
    }
}
