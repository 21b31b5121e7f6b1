package marketswarm.feed.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import marketswarm.domain.NewsItem;
import marketswarm.redis.Sha1;
import org.junit.jupiter.api.Test;

class FeedReaderTest {

    private static final String URL = "https://www.wire.example/feeds/all.xml";
    private static final long FETCHED = Instant.parse("2024-05-01T17:00:00Z").toEpochMilli();

    @Test
    void an_rss_2_item_has_every_field_of_the_contract() throws IOException {
        NewsItem item = feed("rss20.xml").items().get(0);

        assertThat(item)
                .isEqualTo(new NewsItem(
                        "73c922b641c600ee35142514997e91e89c45c74d",
                        "https://www.wire.example/markets/att-beats?utm_source=rss",
                        "AT&T beats estimates",
                        "Shares of AT&T rose 3 %.",
                        "Shares of AT&T rose 3 %. More…",
                        "Jane Doe",
                        "wire.example",
                        URL,
                        "Wire & Markets",
                        "markets",
                        List.of("Earnings", "Telecom & Media"),
                        "https://www.wire.example/img/att.jpg",
                        "en-us",
                        Instant.parse("2024-05-01T12:30:00Z").toEpochMilli(),
                        null,
                        FETCHED,
                        false,
                        List.of(),
                        "73c922b641c600ee35142514997e91e89c45c74d"));
    }

    @Test
    void without_guid_the_canonical_link_is_the_identity() throws IOException {
        NewsItem item = feed("rss20.xml").items().get(1);

        assertThat(item.uid()).isEqualTo(Sha1.hex("https://wire.example/b?id=7"));
        assertThat(item.url()).isEqualTo("https://WIRE.example:443/b?id=7&utm_medium=x#top");
        assertThat(item.source()).isEqualTo("wire.example");
        assertThat(item.image()).isEqualTo("https://cdn.example/lead.jpg");
    }

    @Test
    void a_missing_date_is_the_fetch_time_and_suspect() throws IOException {
        NewsItem item = feed("rss20.xml").items().get(1);

        assertThat(item.publishedMs()).isEqualTo(FETCHED);
        assertThat(item.dateSuspect()).isTrue();
    }

    @Test
    void a_date_in_the_future_is_the_fetch_time_and_suspect() throws IOException {
        NewsItem item = feed("rss20.xml").items().get(2);

        assertThat(item.publishedMs()).isEqualTo(FETCHED);
        assertThat(item.dateSuspect()).isTrue();
    }

    @Test
    void an_entry_with_words_only_is_known_by_feed_and_title() throws IOException {
        NewsItem item = feed("rss20.xml").items().get(2);

        assertThat(item.title()).isEqualTo("Words without a headline.");
        assertThat(item.uid()).isEqualTo(Sha1.hex(URL + "Words without a headline."));
        assertThat(item.url()).isEqualTo("https://www.wire.example/markets/");
    }

    @Test
    void an_entry_that_says_nothing_is_rejected_with_its_beginning() throws IOException {
        assertThat(feed("rss20.xml").rejected())
                .containsExactly(
                        new Rejected("no title, link, guid, text, date, author, tag or image", "<item><comments>"));
    }

    @Test
    void rss_1_takes_identity_from_rdf_about_and_dates_with_any_fraction() throws IOException {
        ParsedFeed feed = feed("rss10.xml");

        assertThat(feed.title()).isEqualTo("RDF News");
        assertThat(feed.items())
                .extracting(NewsItem::url)
                .containsExactly("https://rdf.example/1", "https://rdf.example/2");
        NewsItem first = feed.items().get(0);
        assertThat(first.uid()).isEqualTo(Sha1.hex("https://rdf.example/1"));
        assertThat(first.tags()).containsExactly("macro");
        assertThat(Instant.ofEpochMilli(first.publishedMs())).isEqualTo("2024-05-01T10:00:00.123Z");
    }

    @Test
    void atom_resolves_against_its_base_and_keeps_language_author_and_update() throws IOException {
        ParsedFeed feed = feed("atom.xml");
        NewsItem item = feed.items().get(0);

        assertThat(feed.title()).isEqualTo("Atom & Co");
        assertThat(item.title()).isEqualTo("Zinsen steigen");
        assertThat(item.url()).isEqualTo("https://atom.example/news/2024/zinsen");
        assertThat(item.image()).isEqualTo("https://atom.example/news/lead.png");
        assertThat(item.language()).isEqualTo("de");
        assertThat(item.author()).isEqualTo("The Desk");
        assertThat(item.tags()).containsExactly("Rates");
        assertThat(item.uid()).isEqualTo(Sha1.hex("tag:atom.example,2024:1"));
        assertThat(item.updatedMs())
                .isEqualTo(Instant.parse("2024-05-01T11:00:00Z").toEpochMilli());
    }

    @Test
    void atom_without_published_counts_from_its_update() throws IOException {
        NewsItem item = feed("atom.xml").items().get(1);

        assertThat(item.title()).isEqualTo("Only updated, 1 < 2");
        assertThat(Instant.ofEpochMilli(item.publishedMs())).isEqualTo("2024-05-01T09:00:00Z");
        assertThat(item.dateSuspect()).isFalse();
        assertThat(item.author()).isEqualTo("Max");
    }

    @Test
    void an_alerts_link_leads_to_the_page_itself() throws IOException {
        NewsItem item = feed("atom.xml").items().get(1);

        assertThat(item.url()).isEqualTo("https://paper.example/story?id=1");
        assertThat(item.source()).isEqualTo("paper.example");
    }

    @Test
    void a_json_feed_forgives_members_of_the_wrong_kind() throws IOException {
        ParsedFeed feed = feed("feed.json");

        assertThat(feed.title()).isEqualTo("JSON Desk");
        NewsItem first = feed.items().get(0);
        assertThat(first.uid()).isEqualTo(Sha1.hex("17"));
        assertThat(first.url()).isEqualTo("https://json.example/a");
        assertThat(first.summary()).isEqualTo("One & two");
        assertThat(first.image()).isEqualTo("https://json.example/a.png");
        assertThat(first.tags()).containsExactly("ai", "5");
        assertThat(Instant.ofEpochMilli(first.publishedMs())).isEqualTo("2024-05-01T16:00:00Z");
        NewsItem second = feed.items().get(1);
        assertThat(second.title()).isEqualTo("1 < 2 </b> stays");
        assertThat(second.dateSuspect()).isTrue();
        assertThat(feed.rejected()).hasSize(1);
    }

    @Test
    void the_declared_charset_is_used_and_german_months_are_read() throws IOException {
        ParsedFeed feed = feed("windows-1252.xml");

        assertThat(feed.title()).isEqualTo("Café „Börse“");
        assertThat(feed.items().get(0).title()).isEqualTo("Preis steigt um 5 € – Müller");
        assertThat(Instant.ofEpochMilli(feed.items().get(0).publishedMs())).isEqualTo("2024-05-01T10:00:00Z");
    }

    @Test
    void a_malformed_feed_gives_up_all_of_its_entries() throws IOException {
        ParsedFeed feed = feed("malformed.xml");

        assertThat(feed.title()).isEqualTo("Broken & Co Ltd");
        assertThat(feed.items())
                .extracting(NewsItem::title)
                .containsExactly("S&P 500 up é lot", "Never closed", "After the one never closed");
        assertThat(feed.items())
                .extracting(NewsItem::url)
                .containsExactly(
                        "https://broken.example/get?a=1&b=2", "https://broken.example/2", "https://broken.example/3");
    }

    @Test
    void what_is_no_feed_is_said_in_one_line() throws IOException {
        assertThatThrownBy(() -> feed("page.html"))
                .isInstanceOf(NotAFeed.class)
                .hasMessage("feed: " + URL + " answered an HTML page, not a feed");
        assertThatThrownBy(() -> read(" \r\n ")).hasMessage("feed: " + URL + " answered nothing, not a feed");
        assertThatThrownBy(() -> read("[1]")).hasMessage("feed: " + URL + " answered JSON of another kind, not a feed");
        assertThatThrownBy(() -> read("{\"a\":")).hasMessage("feed: " + URL + " answered broken JSON, not a feed");
        assertThatThrownBy(() -> read("OK")).hasMessage("feed: " + URL + " answered plain text, not a feed");
        assertThatThrownBy(() -> read("<urlset><url/></urlset>"))
                .hasMessage("feed: " + URL + " answered XML of another kind (urlset), not a feed");
    }

    @Test
    void a_feed_without_entries_is_a_feed() {
        assertThat(read("<rss><channel><title>Quiet</title></channel></rss>"))
                .isEqualTo(new ParsedFeed("Quiet", List.of(), List.of()));
    }

    @Test
    void long_text_is_cut_between_words_and_kept_whole_beside_it() {
        NewsItem item = read("<rss><item><title>t</title><description>" + "word ".repeat(400)
                        + "</description></item></rss>")
                .items()
                .get(0);

        assertThat(item.summary()).hasSizeLessThanOrEqualTo(801).endsWith("word…");
        assertThat(item.contentText()).hasSize(1999);
    }

    @Test
    void invisible_characters_and_script_links_do_not_get_through() {
        NewsItem item =
                read("<rss><item><title>Buy\u202E\u200B now&#8207;&#x0;</title><link>javascript:alert(1)</link></item></rss>")
                        .items()
                        .get(0);

        assertThat(item.title()).isEqualTo("Buy now");
        assertThat(item.url()).isEqualTo(URL);
    }

    private static ParsedFeed read(String body) {
        return new FeedReader().read(body.getBytes(UTF_8), "application/xml", URL, "markets", FETCHED);
    }

    private static ParsedFeed feed(String name) throws IOException {
        try (InputStream in = FeedReaderTest.class.getResourceAsStream("/feeds/" + name)) {
            return new FeedReader().read(in.readAllBytes(), null, URL, "markets", FETCHED);
        }
    }
}
