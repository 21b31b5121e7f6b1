package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import marketswarm.RunningServices;
import marketswarm.feed.poll.FeedState;
import marketswarm.testing.FakeSite;
import marketswarm.testing.Logs;
import marketswarm.testing.RealRedis;
import marketswarm.testing.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** News by push, beside a small hub. */
class HubRoutesTest {

    private static final long MINUTE_MS = 60_000;
    private static final String TOPIC = "https://news.example/topic.xml";

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final Logs logs = new Logs();

    private final FakeSite site = new FakeSite();
    private final HttpClient hub = HttpClient.newHttpClient();
    private String callbackUrl = "";

    @BeforeEach
    void open() throws Exception {
        callbackUrl = "http://127.0.0.1:" + RedisProcess.freePort();
        site.page("/hub", 202, Map.of(), "");
        site.page(
                "/feed",
                200,
                Map.of("Link", "<" + site.url("/hub") + ">; rel=\"hub\", <" + TOPIC + ">; rel=\"self\""),
                RssTruth.FEED);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_hub_that_a_feed_names_is_asked_verified_and_asked_again_before_its_time_is_over() throws Exception {
        try (var services = running(truth())) {
            Map<String, String> asked = asked();

            assertThat(asked)
                    .containsEntry("hub.mode", "subscribe")
                    .containsEntry("hub.topic", TOPIC)
                    .containsEntry("hub.lease_seconds", "864000");
            assertThat(asked.get("hub.callback")).startsWith(callbackUrl + "/websub/");
            assertThat(asked.get("hub.secret")).matches("[0-9a-f]{40}");

            HttpResponse<String> verified = verify(asked, "subscribe", TOPIC, "86400");

            assertThat(verified.statusCode()).isEqualTo(200);
            assertThat(verified.body()).isEqualTo("a-challenge");
            assertThat(verified.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
            await().until(() -> hubDueMs() > System.currentTimeMillis() + 18 * 60 * MINUTE_MS);
            assertThat(hubDueMs()).isLessThan(System.currentTimeMillis() + 20 * 60 * MINUTE_MS);

            redis.client().zadd("rss:websub", 0, "tech|" + site.url("/feed"));
            await().until(() -> site.asked("/hub").size() == 2);
            assertThat(form(site.asked("/hub").get(1).body())).containsEntry("hub.callback", asked.get("hub.callback"));
        }
    }

    @Test
    void what_a_hub_brings_signed_goes_the_way_of_all_news_and_the_feed_is_polled_less() throws Exception {
        try (var services = running(truth())) {
            Map<String, String> asked = asked();
            verify(asked, "subscribe", TOPIC, "864000");

            HttpResponse<String> pushed =
                    push(asked, new String(RssTruth.feed("pushed"), StandardCharsets.UTF_8), asked.get("hub.secret"));

            assertThat(pushed.statusCode()).isEqualTo(202);
            assertThat(redis.client().xlen("rss:queue"))
                    .as("in Redis before the hub is answered")
                    .isEqualTo(2);
            await().until(() -> "2".equals(feed().get("new_items")));
            redis.client().zadd("rss:schedule", 0, "tech|" + site.url("/feed"));
            await().until(() -> dueMs() > System.currentTimeMillis() + 12 * MINUTE_MS);
            assertThat(services.progress("rss_agg"))
                    .containsEntry("pushes", "1")
                    .containsEntry("pushes_forged", "0");
        }
        assertThat(feed()).containsEntry("error_streak", "0").containsEntry("title", "News");
    }

    @Test
    void what_is_not_signed_as_agreed_is_acknowledged_and_ignored() throws Exception {
        try (var services = running(truth())) {
            Map<String, String> asked = asked();
            verify(asked, "subscribe", TOPIC, "864000");

            assertThat(push(asked, RssTruth.FEED.replace("apple", "forged"), "guessed")
                            .statusCode())
                    .isEqualTo(202);
            assertThat(send(asked, RssTruth.FEED.replace("apple", "bare"), null).statusCode())
                    .isEqualTo(202);
            assertThat(send(asked, RssTruth.FEED, "md5=00").statusCode()).isEqualTo(202);

            assertThat(services.progress("rss_agg"))
                    .containsEntry("pushes", "0")
                    .containsEntry("pushes_forged", "3");
        }
        assertThat(redis.client().xlen("rss:queue")).isEqualTo(1);
        assertThat(logs.warnings()).singleElement().asString().contains("not signed as agreed");
    }

    @Test
    void garbage_that_is_signed_goes_to_quarantine_and_is_no_failure_of_the_feed() throws Exception {
        try (var services = running(truth())) {
            Map<String, String> asked = asked();
            verify(asked, "subscribe", TOPIC, "864000");

            assertThat(push(asked, "no feed at all", asked.get("hub.secret")).statusCode())
                    .isEqualTo(202);
        }
        assertThat(redis.client().xlen("rss:quarantine")).isEqualTo(1);
        assertThat(feed()).containsEntry("error_streak", "0");
    }

    @Test
    void who_does_not_know_the_token_or_asks_for_something_else_is_not_answered() throws Exception {
        try (var services = running(truth())) {
            Map<String, String> asked = asked();
            Map<String, String> guessed =
                    Map.of("hub.callback", asked.get("hub.callback").replaceAll("/\\w+$", "/guess"));

            assertThat(verify(guessed, "subscribe", TOPIC, "60").statusCode()).isEqualTo(404);
            assertThat(verify(asked, "subscribe", "https://other.example/", "60")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(verify(asked, "unsubscribe", TOPIC, "60").statusCode()).isEqualTo(404);
            assertThat(push(guessed, RssTruth.FEED, asked.get("hub.secret")).statusCode())
                    .isEqualTo(404);
            assertThat(feed()).doesNotContainKey("pushed_until_ms");
        }
    }

    @Test
    void a_hub_that_refuses_or_denies_is_asked_later_and_the_feed_polled_as_ever() throws Exception {
        site.page("/hub", 500, Map.of(), "");
        try (var services = running(truth())) {
            Map<String, String> asked = asked();
            await().until(() -> hubDueMs() > System.currentTimeMillis() + 4 * MINUTE_MS);
            assertThat(hub("error")).isEqualTo("hub answers 500");

            assertThat(verify(asked, "denied", TOPIC, "0").statusCode()).isEqualTo(200);

            assertThat(hubDueMs()).isGreaterThan(System.currentTimeMillis() + 23 * 60 * MINUTE_MS);
            assertThat(dueMs()).isLessThan(System.currentTimeMillis() + 6 * MINUTE_MS);
        }
    }

    @Test
    void a_hub_that_does_not_bring_what_polls_find_is_not_relied_on() throws Exception {
        try (var services = running(truth())) {
            verify(asked(), "subscribe", TOPIC, "864000");
            for (int poll = 1; poll <= 3; poll++) {
                assertThat(feed()).containsKey("pushed_until_ms");
                site.page("/feed", 200, Map.of(), RssTruth.feed("news-" + poll));
                long before = Long.parseLong(feed().get("polled_ms"));
                redis.client().zadd("rss:schedule", 0, "tech|" + site.url("/feed"));
                await().until(() -> Long.parseLong(feed().get("polled_ms")) > before);
            }
            assertThat(feed()).doesNotContainKey("pushed_until_ms");
        }
    }

    @Test
    void a_feed_that_leaves_truth_is_not_asked_for_again_and_what_is_brought_is_gone() throws Exception {
        try (var services = running(truth())) {
            Map<String, String> asked = asked();
            verify(asked, "subscribe", TOPIC, "864000");
            services.replaceTruth(truth().replace("/feed\"", "/another\""));

            assertThat(push(asked, RssTruth.FEED, asked.get("hub.secret")).statusCode())
                    .isEqualTo(410);
            redis.client().zadd("rss:websub", 0, "tech|" + site.url("/feed"));
            await().until(() -> redis.client().zcard("rss:websub") == 0);
            assertThat(redis.client().keys("rss:websub:*")).isEmpty();
        }
        assertThat(site.asked("/hub")).hasSize(1);
    }

    @Test
    void a_hub_on_a_private_address_that_truth_does_not_name_is_not_asked() {
        FakeSite inside = new FakeSite();
        site.page("/feed", 200, Map.of("Link", "<" + inside.url("/hub") + ">; rel=hub"), RssTruth.FEED);
        try (inside;
                var services = running(truth())) {
            await().until(() -> String.valueOf(hub("error")).contains("a private address"));
            assertThat(inside.asked("/hub")).isEmpty();
        }
    }

    @Test
    void without_a_callback_in_truth_no_hub_is_asked() {
        try (var services = running(RssTruth.of(site.url("/feed")))) {
            await().until(() -> dueMs() > System.currentTimeMillis() + MINUTE_MS);
            assertThat(redis.client().exists("rss:websub")).isFalse();
            assertThat(services.progress("rss_agg")).doesNotContainKey("pushes");
        }
        assertThat(site.asked("/hub")).isEmpty();
    }

    private String truth() {
        URI callback = URI.create(callbackUrl);
        return RssTruth.of(site.url("/feed"))
                .replace(
                        "\"timeout_sec\"",
                        "\"websub\": {\"callback_url\": \"%s\", \"port\": %d}, \"timeout_sec\""
                                .formatted(callback, callback.getPort()));
    }

    private Map<String, String> asked() {
        await().until(() -> site.asked("/hub").size() == 1 && !feed().isEmpty());
        assertThat(site.asked("/hub").get(0).headers())
                .containsEntry("content-type", "application/x-www-form-urlencoded");
        return form(site.asked("/hub").get(0).body());
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> verify(Map<String, String> asked, String mode, String topic, String lease)
            throws Exception {
        String query = "?hub.mode=" + mode + "&hub.topic=" + URLEncoder.encode(topic, StandardCharsets.UTF_8)
                + "&hub.challenge=a-challenge&hub.lease_seconds=" + lease;
        return hub.send(
                HttpRequest.newBuilder(URI.create(asked.get("hub.callback") + query))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> push(Map<String, String> asked, String body, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String hex = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        return send(asked, body, "sha256=" + hex);
    }

    private HttpResponse<String> send(Map<String, String> asked, String body, String signature) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(asked.get("hub.callback")))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/rss+xml")
                .POST(BodyPublishers.ofString(body));
        if (signature != null) request.header("X-Hub-Signature", signature);
        return hub.send(request.build(), BodyHandlers.ofString());
    }

    private Map<String, String> feed() {
        return redis.client().hgetAll(FeedState.key(site.url("/feed")));
    }

    private String hub(String field) {
        return redis.client().hget(FeedState.key(site.url("/feed")).replace("rss:feed:", "rss:websub:"), field);
    }

    private long hubDueMs() {
        return score("rss:websub");
    }

    private long dueMs() {
        return score("rss:schedule");
    }

    private long score(String key) {
        Double due = redis.client().zscore(key, "tech|" + site.url("/feed"));
        return due == null ? 0 : due.longValue();
    }

    private static RunningServices running(String truth) {
        return new RunningServices(redis.url(), truth, Clock.systemUTC(), "rss_agg");
    }
}
