package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import marketswarm.RunningServices;
import marketswarm.domain.Release;
import marketswarm.redis.Keys;
import marketswarm.testing.FakeSite;
import marketswarm.testing.Logs;
import marketswarm.testing.RealRedis;
import marketswarm.testing.SharedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Feeds as sites serve them, from the due time to the queue and on to the analysis. */
class RssRoutesTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final Logs logs = new Logs();

    private static final Pattern ENTRY = Pattern.compile("<(item|entry)[ >]");
    private static final Set<String> REQUEST_HEADERS =
            Set.of("accept", "accept-encoding", "connection", "host", "upgrade", "user-agent");

    private final FakeSite site = new FakeSite();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void feeds_of_real_sites_become_items_queue_entries_and_analyses_once() throws IOException {
        Map<String, Integer> entries = serve(SharedData.find("feeds-real"));
        int all = entries.values().stream().mapToInt(n -> n).sum();
        String[] urls = entries.keySet().stream().map(site::url).toArray(String[]::new);

        try (var services = running(RssTruth.of(urls), "rss_agg", "vexy_ai")) {
            await("every analysis")
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> redis.client().zcard("rss:analysis:index") == all && pending() == 0);

            assertThat(redis.client().zcard("rss:index")).isEqualTo(all);
            assertThat(redis.client().zcard("rss:seen")).isEqualTo(all);
            assertThat(redis.client().xlen("rss:queue")).isEqualTo(all);
            assertThat(redis.client().xlen("events:analysis")).isEqualTo(all);
            assertThat(redis.client().keys("rss:item:*")).hasSize(all);
            assertThat(redis.client().keys("rss:analysis:????????????????????????????????????????"))
                    .hasSize(all);
            assertThat(entries.keySet())
                    .allSatisfy(path -> assertThat(feed(site.url(path)))
                            .containsEntry("items", entries.get(path).toString())
                            .containsEntry("new_items", entries.get(path).toString())
                            .containsEntry("status", "200")
                            .containsEntry("error", ""));

            Stream.of(urls).forEach(RssRoutesTest::dueNow);
            await("second polls")
                    .until(() -> entries.keySet().stream()
                            .allMatch(path -> site.asked(path).size() == 2 && polled(site.url(path)) > 0));
            await("all rescheduled").until(() -> dueBefore(System.currentTimeMillis() + 240_000) == 0);
            assertThat(redis.client().xlen("rss:queue")).isEqualTo(all);
            assertThat(services.progress("rss_agg"))
                    .containsEntry("published", String.valueOf(all))
                    .containsEntry("polls", String.valueOf(2 * urls.length))
                    .containsEntry("failures", "0");
        }
        assertThat(logs.warnings()).isEmpty();
    }

    @Test
    void a_site_is_asked_by_name_and_learns_nothing_else() {
        site.page("/feed", 200, Map.of("Content-Type", "application/rss+xml"), RssTruth.FEED);

        try (var services = running(RssTruth.of(site.url("/feed?q=a%20b&x=%2F&tag=c%2B%2B&empty=&k=1%7C2")))) {
            await().until(() -> redis.client().xlen("rss:queue") == 1);
        }

        FakeSite.Asked asked = site.asked("/feed").get(0);
        assertThat(asked.method()).isEqualTo("GET");
        assertThat(asked.target()).isEqualTo("/feed?q=a%20b&x=%2F&tag=c%2B%2B&empty=&k=1%7C2");
        assertThat(asked.headers()).containsEntry("user-agent", "Tester/1.0 (+https://example.org/contact)");
        assertThat(REQUEST_HEADERS).containsAll(asked.headers().keySet());
        assertThat(asked.body()).isEmpty();
    }

    @Test
    void a_site_is_told_the_program_and_its_release_where_truth_names_nobody() {
        site.page("/feed", 200, Map.of(), RssTruth.FEED);

        try (var services = running(RssTruth.of(site.url("/feed")).replace("user_agent", "nobody"))) {
            await().until(() -> redis.client().xlen("rss:queue") == 1);
        }

        assertThat(site.asked("/feed").get(0).headers()).containsEntry("user-agent", "MarketSwarm/" + Release.VERSION);
    }

    @Test
    void the_queue_entry_and_the_item_are_as_the_contract_has_them() {
        site.page("/feed", 200, Map.of(), RssTruth.FEED);
        redis.client().sadd("market:symbols", "AAPL");

        try (var services = running(RssTruth.of(site.url("/feed")))) {
            await().until(() -> redis.client().xlen("rss:queue") == 1);
        }

        Map<String, String> entry =
                redis.client().xrange("rss:queue", "-", "+").get(0).getFields();
        assertThat(entry).containsOnlyKeys("uid", "url", "title", "source", "category");
        assertThat(entry)
                .containsEntry("url", "https://news.example/apple")
                .containsEntry("title", "Apple beats estimates")
                .containsEntry("category", "tech");
        String sha1OfGuid = "d0be2dc421be4fcd0172e5afceea3970e2f3d940";
        assertThat(entry.get("uid")).isEqualTo(sha1OfGuid);
        assertThat(redis.client().get("rss:item:" + sha1OfGuid)).contains("\"tickers\":[\"AAPL\"]");
    }

    @Test
    void what_has_not_changed_is_not_sent_again() {
        site.page("/etag", exchange -> {
            boolean same = "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            FakeSite.send(
                    exchange, same ? 304 : 200, Map.of("ETag", "\"v1\""), same ? new byte[0] : RssTruth.feed("etag"));
        });
        String stamp = "Wed, 18 Nov 2026 08:00:00 GMT";
        site.page("/dated", exchange -> {
            boolean same = stamp.equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"));
            FakeSite.send(
                    exchange,
                    same ? 304 : 200,
                    Map.of("Last-Modified", stamp),
                    same ? new byte[0] : RssTruth.feed("date"));
        });

        try (var services = running(RssTruth.of(site.url("/etag"), site.url("/dated")))) {
            await().until(() -> polled(site.url("/etag")) > 0 && polled(site.url("/dated")) > 0);
            dueNow(site.url("/etag"));
            dueNow(site.url("/dated"));
            await().until(() -> feed(site.url("/etag")).get("status").equals("304")
                    && feed(site.url("/dated")).get("status").equals("304"));
        }

        assertThat(site.asked("/etag").get(0).headers()).doesNotContainKeys("if-none-match", "if-modified-since");
        assertThat(site.asked("/etag").get(1).headers()).doesNotContainKey("if-modified-since");
        assertThat(site.asked("/dated").get(1).headers()).doesNotContainKey("if-none-match");
        assertThat(redis.client().xlen("rss:queue")).isEqualTo(2);
        assertThat(logs.warnings()).isEmpty();
    }

    @Test
    void a_feed_is_due_again_after_its_own_interval() {
        site.page("/slow", 200, Map.of(), RssTruth.FEED).page("/fast", 200, Map.of(), RssTruth.FEED);
        String truth = RssTruth.document(
                "\"" + site.url("/slow") + "\", {\"url\": \"" + site.url("/fast") + "\", \"poll_interval_min\": 2}");

        long before = System.currentTimeMillis();
        try (var services = running(truth)) {
            await().until(() -> dueBefore(before + 100_000) == 0);
        }
        long after = System.currentTimeMillis();

        assertThat(dueMs(site.url("/slow"))).isBetween(before + 270_000, after + 330_000);
        assertThat(dueMs(site.url("/fast"))).isBetween(before + 108_000, after + 132_000);
        assertThat(feed(site.url("/fast"))).containsEntry("next_ms", String.valueOf(dueMs(site.url("/fast"))));
    }

    @Test
    void a_feed_that_left_truth_leaves_the_schedule_and_the_others_keep_their_time() {
        site.page("/a", 200, Map.of(), RssTruth.FEED).page("/b", 200, Map.of(), RssTruth.FEED);
        try (var services = running(RssTruth.of(site.url("/a"), site.url("/b")))) {
            await().until(() -> dueBefore(System.currentTimeMillis() + 200_000) == 0);
        }
        long due = dueMs(site.url("/b"));

        try (var services = running(RssTruth.of(site.url("/b"), site.url("/c")))) {
            await().until(() -> site.asked("/c").size() == 1);
            assertThat(redis.client().zrange("rss:schedule", 0, -1))
                    .containsExactlyInAnyOrder("tech|" + site.url("/b"), "tech|" + site.url("/c"));
        }

        assertThat(dueMs(site.url("/b"))).isEqualTo(due);
        assertThat(site.asked("/a")).hasSize(1);
        assertThat(site.asked("/b")).hasSize(1);
    }

    private Map<String, Integer> serve(Path folder) throws IOException {
        Map<String, Integer> entries = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.collect(Collectors.toList())) {
                byte[] bytes = Files.readAllBytes(file);
                String path = "/" + file.getFileName();
                site.page(path, 200, Map.of("Content-Type", "application/xml"), bytes);
                long count = ENTRY.matcher(new String(bytes, StandardCharsets.ISO_8859_1))
                        .results()
                        .count();
                entries.put(path, (int) count);
            }
        }
        return entries;
    }

    static RunningServices running(String truth, String... services) {
        String[] ids = services.length == 0 ? new String[] {"rss_agg"} : services;
        return new RunningServices(redis.url(), truth, Clock.systemUTC(), ids);
    }

    private static void dueNow(String url) {
        redis.client().zadd("rss:schedule", 0, "tech|" + url);
    }

    private static long dueMs(String url) {
        return redis.client().zscore("rss:schedule", "tech|" + url).longValue();
    }

    private static long dueBefore(long ms) {
        return redis.client().zcount("rss:schedule", 0, ms);
    }

    private static Map<String, String> feed(String url) {
        return redis.client().hgetAll(marketswarm.feed.poll.FeedState.key(url));
    }

    private static long polled(String url) {
        return Long.parseLong(feed(url).getOrDefault("polled_ms", "0"));
    }

    private static long pending() {
        return redis.client().xpending(Keys.QUEUE.key(), "vexy").getTotal();
    }
}
