package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import marketswarm.RunningServices;
import marketswarm.feed.poll.FeedState;
import marketswarm.testing.FakeSite;
import marketswarm.testing.Logs;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feeds that fail, each beside one that does not: said once, kept in its health, tried again later and not sooner. */
class RssTroubleTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final Logs logs = new Logs();

    private static final long INTERVAL_MS = 300_000;
    private static final long DAY_MS = 86_400_000;

    private final FakeSite site = new FakeSite();
    private final FakeSite neighbour = new FakeSite();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void close() {
        over.countDown();
        site.close();
        neighbour.close();
    }

    @ParameterizedTest
    @CsvSource({"404, 600000", "500, 600000", "403, 600000", "410, 86400000"})
    void an_error_status_slows_the_feed_down(int status, long wait) {
        site.page("/bad", status, Map.of("Content-Type", "text/html"), "<html>no</html>");

        Map<String, String> health = pollBeside(site.url("/bad"));

        assertThat(health)
                .containsEntry("status", String.valueOf(status))
                .containsEntry("error_streak", "1")
                .containsEntry("error", "feed: " + site.url("/bad") + " answers " + status);
        assertDueIn(health, wait);
        assertThat(site.asked("/bad")).hasSize(1);
        assertThat(redis.client().exists("rss:quarantine")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"429", "503"})
    void a_site_that_asks_for_patience_gets_it_and_is_asked_once(int status) {
        site.page("/busy", status, Map.of("Retry-After", "7200"), "");

        Map<String, String> health = pollBeside(site.url("/busy"));

        assertDueIn(health, 7_200_000);
        assertThat(site.asked("/busy")).as("no second request behind our back").hasSize(1);
    }

    @Test
    void a_page_in_place_of_a_feed_goes_to_quarantine_with_its_reason() {
        site.page("/page", 200, Map.of("Content-Type", "text/html"), "<!DOCTYPE html><html><body>Sorry</body></html>");

        Map<String, String> health = pollBeside(site.url("/page"));

        assertThat(health).containsEntry("status", "200").containsEntry("error_streak", "1");
        assertThat(health.get("error")).startsWith("feed: ").contains(site.url("/page"));
        assertThat(redis.client().xrange("rss:quarantine", "-", "+"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getFields())
                        .containsOnlyKeys("feed_url", "category", "reason", "excerpt", "ts_ms")
                        .containsEntry("feed_url", site.url("/page"))
                        .containsEntry("category", "tech")
                        .containsEntry("reason", health.get("error"))
                        .containsEntry("excerpt", "<!DOCTYPE html><html><body>Sorry</body></html>"));
    }

    @Test
    void garbage_goes_to_quarantine() {
        byte[] garbage = new byte[2_000];
        for (int i = 0; i < garbage.length; i++) garbage[i] = (byte) (i * 37 % 251);
        site.page("/garbage", 200, Map.of("Content-Type", "application/rss+xml"), garbage);

        Map<String, String> health = pollBeside(site.url("/garbage"));

        assertThat(health).containsEntry("error_streak", "1");
        assertThat(redis.client().xlen("rss:quarantine")).isEqualTo(1);
    }

    @Test
    void more_than_truth_allows_is_not_read_to_its_end() {
        AtomicLong written = new AtomicLong();
        site.page("/endless", exchange -> drip(exchange, new byte[1 << 16], 0, written));

        Map<String, String> health = pollBeside(site.url("/endless"));

        assertThat(health.get("error")).contains("more than 1 MB (max_megabytes)");
        assertDueIn(health, 2 * INTERVAL_MS);
        long sent = written.get();
        await("the connection is closed")
                .during(Duration.ofMillis(500))
                .until(() -> written.get() <= sent + (16 << 20));
    }

    @Test
    void nobody_there_is_said_and_tried_again_later() throws IOException {
        String url = "http://127.0.0.1:" + unusedPort() + "/feed";

        Map<String, String> health = pollBeside(url);

        assertThat(health).containsEntry("status", "0").containsEntry("error_streak", "1");
        assertThat(health.get("error")).containsIgnoringCase("refused");
        assertDueIn(health, 2 * INTERVAL_MS);
    }

    @Test
    void a_site_that_accepts_and_says_nothing_is_given_up() {
        site.page("/silent", exchange -> hold());

        Map<String, String> health = pollBeside(site.url("/silent"));

        assertThat(health).containsEntry("status", "0");
        assertThat(health.get("error")).contains("takes longer than 1 s (timeout_sec)");
        assertThat(site.asked("/silent")).hasSize(1);
    }

    @Test
    void a_site_that_speaks_too_slowly_is_given_up_as_well() {
        site.page("/slow", exchange -> drip(exchange, new byte[] {' '}, 100, new AtomicLong()));

        Map<String, String> health = pollBeside(site.url("/slow"));

        assertThat(health.get("error")).contains("takes longer than 1 s (timeout_sec)");
    }

    @Test
    void an_answer_that_breaks_off_is_no_feed() {
        site.page("/short", exchange -> {
            exchange.sendResponseHeaders(200, 100_000);
            exchange.getResponseBody().write("<rss><channel>".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        });

        Map<String, String> health = pollBeside(site.url("/short"));

        assertThat(health).containsEntry("error_streak", "1");
        assertThat(health.get("error")).isNotEmpty();
    }

    @Test
    void a_feed_that_has_moved_is_followed() {
        site.page("/old", 302, Map.of("Location", "/new?v=2"), "").page("/new", 200, Map.of(), RssTruth.FEED);

        try (var services = running(RssTruth.of(site.url("/old")))) {
            await().until(() -> redis.client().xlen("rss:queue") == 1);
        }

        assertThat(site.asked("/new").get(0).target()).isEqualTo("/new?v=2");
        assertThat(logs.warnings()).isEmpty();
    }

    @Test
    void a_feed_that_is_well_again_forgets_its_errors() {
        site.page("/feed", 500, Map.of(), "");
        try (var services = running(RssTruth.of(site.url("/feed")))) {
            await().until(() -> "1".equals(health(site.url("/feed")).get("error_streak")));
            redis.client().zadd("rss:schedule", 0, "tech|" + site.url("/feed"));
            await().until(() -> "2".equals(health(site.url("/feed")).get("error_streak")));
            site.page("/feed", 200, Map.of(), RssTruth.FEED);
            redis.client().zadd("rss:schedule", 0, "tech|" + site.url("/feed"));
            await().until(() -> "0".equals(health(site.url("/feed")).get("error_streak")));
        }
        assertThat(health(site.url("/feed"))).containsEntry("error", "").containsEntry("new_items", "1");
        assertThat(logs.text()).contains("feed: well again url=" + site.url("/feed") + " failed=2");
    }

    /** Polls a feed that fails beside one that does not; the health of the first, once both are due again. */
    /** A feed in trouble, and one on another host that has nothing to do with it. */
    private Map<String, String> pollBeside(String url) {
        neighbour.page("/good", 200, Map.of(), RssTruth.FEED);
        try (var services = running(RssTruth.of(url, neighbour.url("/good")))) {
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> health(url).containsKey("polled_ms")
                            && health(neighbour.url("/good")).containsKey("polled_ms"));
            await().until(() -> score(url) == nextMs(health(url)));
        }
        assertThat(redis.client().xlen("rss:queue")).isEqualTo(1);
        assertThat(health(neighbour.url("/good"))).containsEntry("error_streak", "0");
        assertThat(logs.warnings())
                .singleElement()
                .asString()
                .startsWith("feed: ")
                .contains("url=" + url);
        return health(url);
    }

    private static void assertDueIn(Map<String, String> health, long wait) {
        long in = nextMs(health) - Long.parseLong(health.get("polled_ms"));
        assertThat(in).isBetween(wait * 89 / 100, Math.max(wait * 111 / 100, wait));
        assertThat(in).isLessThanOrEqualTo(DAY_MS * 111 / 100);
    }

    private void drip(HttpExchange exchange, byte[] drop, long everyMs, AtomicLong written) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        while (over.getCount() > 0) {
            out.write(drop);
            out.flush();
            written.addAndGet(drop.length);
            if (everyMs > 0) waitFor(everyMs);
        }
    }

    private void hold() throws IOException {
        waitFor(60_000);
    }

    private void waitFor(long ms) throws IOException {
        try {
            if (over.await(ms, java.util.concurrent.TimeUnit.MILLISECONDS)) throw new IOException("over");
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static int unusedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static RunningServices running(String truth) {
        return new RunningServices(redis.url(), truth, Clock.systemUTC(), "rss_agg");
    }

    private static Map<String, String> health(String url) {
        return redis.client().hgetAll(FeedState.key(url));
    }

    private static long nextMs(Map<String, String> health) {
        return Long.parseLong(health.get("next_ms"));
    }

    private static long score(String url) {
        return redis.client().zscore("rss:schedule", "tech|" + url).longValue();
    }
}
