package marketswarm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import marketswarm.domain.NewsItem;
import marketswarm.feed.read.FeedReader;
import marketswarm.feed.read.ParsedFeed;
import marketswarm.redis.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleFeedsTest {

    private static final Instant START = Instant.parse("2026-11-03T14:30:05Z");

    private final HandClock clock = new HandClock(START);
    private final SampleFeeds feeds = SampleFeeds.start(1, clock);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        feeds.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/tech.xml, MarketSwarm Demo Tech",
        "/markets.xml, MarketSwarm Demo Markets",
        "/world.atom, MarketSwarm Demo World",
        "/macro.json, MarketSwarm Demo Macro"
    })
    void our_reader_finds_five_marked_items_at_once(String path, String title) throws Exception {
        ParsedFeed feed = read(path);

        assertThat(feed.title()).isEqualTo(title);
        assertThat(feed.rejected()).isEmpty();
        assertThat(feed.items()).hasSize(5).allSatisfy(item -> {
            assertThat(item.title()).isNotBlank();
            assertThat(item.url()).startsWith("http://newswire.localhost:");
            assertThat(item.summary()).endsWith("(Simulated item.)");
            assertThat(item.dateSuspect()).isFalse();
        });
        assertThat(feed.items()).extracting(NewsItem::uid).doesNotHaveDuplicates();
        assertThat(feed.items().get(0).publishedMs()).isEqualTo(START.toEpochMilli());
    }

    @Test
    void the_json_feed_has_five_marked_items_at_once() throws Exception {
        JsonNode feed = Json.read(get("/macro.json").body(), JsonNode.class);

        assertThat(feed.path("version").asText()).isEqualTo("https://jsonfeed.org/version/1.1");
        assertThat(feed.path("title").asText()).isEqualTo("MarketSwarm Demo Macro");
        assertThat(feed.path("items"))
                .hasSize(5)
                .allSatisfy(
                        item -> assertThat(item.path("content_text").asText()).endsWith("(Simulated item.)"));
        assertThat(feed.path("items").get(0).path("date_published").asText()).isEqualTo("2026-11-03T14:30:05Z");
    }

    @Test
    void items_keep_appearing() throws Exception {
        clock.forward(Duration.ofSeconds(30));
        List<NewsItem> items = read("/tech.xml").items();

        assertThat(items).hasSizeBetween(10, 15);
        assertThat(items.get(0).publishedMs())
                .isBetween(
                        START.plusSeconds(24).toEpochMilli(),
                        START.plusSeconds(30).toEpochMilli());
    }

    @Test
    void a_feed_keeps_thirty_items_however_long_it_runs() throws Exception {
        clock.forward(Duration.ofHours(1));

        assertThat(read("/tech.xml").items()).hasSize(30);
    }

    @Test
    void answers_304_to_its_own_etag_until_there_is_something_new() throws Exception {
        String etag = get("/world.atom").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> same = get("/world.atom", "If-None-Match", "\"other\", W/" + etag);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(same.headers().firstValue("ETag")).hasValue(etag);

        clock.forward(Duration.ofSeconds(7));
        assertThat(get("/world.atom", "If-None-Match", etag).statusCode()).isEqualTo(200);
    }

    @Test
    void answers_304_to_its_own_date_until_there_is_something_new() throws Exception {
        String date = get("/macro.json").headers().firstValue("Last-Modified").orElseThrow();

        assertThat(date).isEqualTo("Tue, 03 Nov 2026 14:30:05 GMT");
        assertThat(get("/macro.json", "If-Modified-Since", date).statusCode()).isEqualTo(304);

        clock.forward(Duration.ofSeconds(7));
        assertThat(get("/macro.json", "If-Modified-Since", date).statusCode()).isEqualTo(200);
    }

    @Test
    void equal_seed_and_start_give_equal_items() throws Exception {
        try (SampleFeeds twin = SampleFeeds.start(1, clock)) {
            String body = get("/tech.xml").body();

            assertThat(withoutPort(fetch(twin.url() + "/tech.xml").body())).isEqualTo(withoutPort(body));
        }
    }

    @Test
    void an_item_has_a_page() throws Exception {
        JsonNode item = Json.read(get("/macro.json").body(), JsonNode.class)
                .path("items")
                .get(0);

        assertThat(fetch(item.path("url").asText().replace("newswire.localhost", "127.0.0.1"))
                        .body())
                .contains("<h1>")
                .contains("(Simulated item.)");
        assertThat(get("/items/none-1").statusCode()).isEqualTo(404);
    }

    @Test
    void names_its_feeds_by_category_as_truth_does() {
        assertThat(feeds.categories())
                .containsEntry("tech", List.of(feeds.url() + "/tech.xml"))
                .containsEntry("world", List.of(feeds.url() + "/world.atom"))
                .containsOnlyKeys("macro", "markets", "tech", "world");
    }

    private static String withoutPort(String body) {
        return body.replaceAll("localhost:\\d+", "localhost");
    }

    private ParsedFeed read(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        return new FeedReader()
                .read(
                        answer.body().getBytes(StandardCharsets.UTF_8),
                        answer.headers().firstValue("Content-Type").orElse(null),
                        feeds.url() + path,
                        "demo",
                        clock.millis());
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return fetch(feeds.url() + path, headers);
    }

    private HttpResponse<String> fetch(String url, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A clock that a hand moves. */
    private static final class HandClock extends Clock {

        private volatile Instant now;

        HandClock(Instant start) {
            this.now = start;
        }

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
