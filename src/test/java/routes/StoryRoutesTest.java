package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import marketswarm.RunningServices;
import marketswarm.testing.FakeSite;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.resps.StreamEntry;

/** The same story from two feeds, and one whose publisher changes it: from the site to the analyses. */
class StoryRoutesTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final FakeSite site = new FakeSite();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_story_of_two_feeds_is_analyzed_once_and_both_items_have_the_analysis() {
        serve("/one", "one", "Boeing to cut 2,000 jobs in finance and HR");
        serve("/two", "two", "Boeing plans to eliminate about 2,000 finance and HR roles");

        try (var services = running(RssTruth.of(site.url("/one"), site.url("/two")))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> redis.client().xlen("events:analysis") == 2);

            await().untilAsserted(() -> assertThat(services.progress("vexy_ai"))
                    .containsEntry("analyzed", "1")
                    .containsEntry("retold", "1"));
        }
        assertThat(redis.client().xrange("rss:queue", "-", "+").stream()
                        .filter(unit -> !unit.getFields().containsKey("waits")))
                .as("one work unit an item, but for those that waited for their story")
                .hasSize(2);
        assertThat(uids()).hasSize(2);
        assertThat(uids().stream().map(uid -> field(redis.client().get("rss:item:" + uid), "story_id")))
                .allMatch(story -> uids().contains(story))
                .containsOnly(
                        field(redis.client().get("rss:item:" + uids().iterator().next()), "story_id"));
        assertThat(uids())
                .allSatisfy(uid ->
                        assertThat(redis.client().get("rss:analysis:" + uid)).contains("\"uid\":\"" + uid + "\""));
    }

    @Test
    void an_item_with_other_symbols_than_the_first_of_its_story_is_analyzed_itself() {
        serve("/one", "one", "Boeing to cut 2,000 jobs in finance and HR", "Apple (NASDAQ: AAPL) said nothing.");
        serve(
                "/two",
                "two",
                "Boeing plans to eliminate about 2,000 finance and HR roles",
                "Microsoft (NASDAQ: MSFT) said nothing.");

        try (var services = running(RssTruth.of(site.url("/one"), site.url("/two")))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> redis.client().xlen("events:analysis") == 2);

            await().untilAsserted(() -> assertThat(services.progress("vexy_ai"))
                    .containsEntry("analyzed", "2")
                    .containsEntry("retold", "0"));
        }
    }

    @Test
    void a_changed_entry_is_revised_and_analyzed_anew_and_a_mended_one_only_revised() {
        serve("/feed", "one", "Acme closes 2 plants");
        try (var services = running(RssTruth.of(site.url("/feed")))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> redis.client().xlen("events:analysis") == 1);

            serve("/feed", "one", "Acme closes 3 plants");
            pollNow();
            await().atMost(Duration.ofSeconds(20)).until(() -> redis.client().xlen("events:analysis") == 2);
            serve("/feed", "one", "Acme closes 3 plants now");
            pollNow();
            await().until(() -> item().contains("\"revision\":2"));

            await().untilAsserted(() -> assertThat(services.progress("rss_agg"))
                    .containsEntry("published", "1")
                    .containsEntry("revised", "2"));
        }
        assertThat(item()).contains("Acme closes 3 plants now");
        assertThat(redis.client().xlen("rss:queue")).isEqualTo(2);
        assertThat(redis.client().zcard("rss:index")).isEqualTo(1);
    }

    private void serve(String path, String guid, String title) {
        serve(path, guid, title, "The company said so.");
    }

    private void serve(String path, String guid, String title, String description) {
        String feed = new String(RssTruth.feed(guid), java.nio.charset.StandardCharsets.UTF_8)
                .replace("Apple beats estimates", title)
                .replaceAll("<description>[^<]*</description>", "<description>" + description + "</description>");
        site.page(path, 200, Map.of("Content-Type", "application/rss+xml"), feed);
    }

    private void pollNow() {
        redis.client().zadd("rss:schedule", 0, "tech|" + site.url("/feed"));
    }

    private static String item() {
        return redis.client().get("rss:item:" + uids().iterator().next());
    }

    private static Set<String> uids() {
        return redis.client().xrange("rss:queue", "-", "+").stream()
                .map(StreamEntry::getFields)
                .map(fields -> fields.get("uid"))
                .collect(Collectors.toSet());
    }

    private static String field(String json, String name) {
        return json.replaceAll(".*\"" + name + "\":\"([^\"]*)\".*", "$1");
    }

    private static RunningServices running(String truth) {
        return new RunningServices(redis.url(), truth, Clock.systemUTC(), "rss_agg", "vexy_ai");
    }
}
