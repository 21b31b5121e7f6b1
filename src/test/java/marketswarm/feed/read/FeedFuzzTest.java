package marketswarm.feed.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import marketswarm.domain.NewsItem;
import marketswarm.feed.hub.HubOffer;
import marketswarm.feed.poll.FeedHints;
import org.jspecify.annotations.Nullable;

/**
 * Whatever a site may answer, it becomes items that hold what items promise, or a clear no. The build tries what earlier
 * runs have found (under {@code src/test/resources}); {@code bench/fuzz feeds} looks for more.
 */
class FeedFuzzTest {

    private static final String URL = "https://a.example/feed";
    private static final long NOW = 1_764_000_000_000L;
    private static final long YEAR_1990 = 631_152_000_000L;
    private static final long QUARTER_HOUR = 900_000;
    /** Title, summary and full text may be the same words; a byte of windows-1252 may become three characters' worth. */
    private static final int GROWTH = 4;
    /** What an item has from its feed. */
    private static final int OF_THE_FEED = 500;

    private static final Pattern UID = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern CLEAR = Pattern.compile("feed: [^\\n]{1,200}");
    private static final List<String> TYPES = List.of(
            "",
            "application/rss+xml",
            "text/xml; charset=utf-8",
            "text/xml; charset=utf-16",
            "text/xml; charset=windows-1252",
            "text/xml; charset=nonsense",
            "application/feed+json");

    @FuzzTest
    @DictionaryEntries({
        "<rss><channel><item>",
        "<title>",
        "<link>",
        "<guid isPermaLink=\"false\">",
        "<pubDate>",
        "<![CDATA[",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>",
        "<content type=\"xhtml\">",
        "<media:content url=\"",
        "<link rel=\"hub\" href=\"",
        "<!DOCTYPE rss [<!ENTITY a \"b\">]>",
        "<?xml version=\"1.0\" encoding=\"",
        "&#x",
        "xml:base=\""
    })
    void feeds(byte[] data) {
        byte[] body = body(data);
        String type = TYPES.get(data.length == 0 ? 0 : Math.floorMod(data[0], TYPES.size()));
        try {
            ParsedFeed feed = new FeedReader().read(body, type, URL, "fuzz", NOW);
            assertThat(feed.title()).hasSizeLessThanOrEqualTo(Items.TITLE_MAX);
            feed.items().forEach(FeedFuzzTest::keepsItsPromises);
            assertThat(feed.items().stream().mapToLong(FeedFuzzTest::size).sum())
                    .isLessThanOrEqualTo(GROWTH * (long) body.length
                            + (long) OF_THE_FEED * feed.items().size());
            assertThat(new FeedReader().read(body, type, URL, "fuzz", NOW)).isEqualTo(feed);
        } catch (NotAFeed told) {
            isClear(told);
        }
        whatStandsAbove(Characters.decode(body, type));
    }

    @FuzzTest
    @DictionaryEntries({
        "<rss><item>",
        "<title>",
        "</item>",
        "<item",
        "&nbsp;",
        "<![CDATA[",
        "]]>",
        "<!--",
        "<?",
        "\u0000"
    })
    void malformed(byte[] data) {
        try {
            Channel channel = XmlFeed.channel(
                    ForgivingXml.read(Prolog.withoutDoctype(new String(body(data), StandardCharsets.UTF_8))), URL);
            Items items = new Items(channel, URL, "fuzz", NOW);
            channel.entries().forEach(entry -> keepsItsPromises(items.item(entry)));
        } catch (NotAFeed told) {
            isClear(told);
        }
    }

    @FuzzTest
    @DictionaryEntries({
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{",
        "\"date_published\":\"",
        "\"content_html\":\"",
        "\"authors\":[{\"name\":",
        "\"attachments\":[",
        "\"hubs\":[{\"url\":\"",
        "\\ud800"
    })
    void json(byte[] data) {
        String text = new String(body(data), StandardCharsets.UTF_8);
        try {
            Channel channel = new JsonFeed().read(text, URL);
            Items items = new Items(channel, URL, "fuzz", NOW);
            channel.entries().forEach(entry -> keepsItsPromises(items.item(entry)));
        } catch (NotAFeed told) {
            isClear(told);
        }
        whatStandsAbove(text);
    }

    @FuzzTest
    @DictionaryEntries({
        "Wed, ",
        "2024-05-01T",
        "12:00:00",
        ".123456789",
        "+00:00",
        " EST",
        " PM",
        "Z",
        "24:00",
        "Mai",
        "31 "
    })
    void dates(byte[] data) {
        Long ms = FeedDates.parse(new String(data, StandardCharsets.UTF_8));
        if (ms != null) assertThat(ms).isBetween(-100_000_000_000_000L, 300_000_000_000_000L);
    }

    private static void keepsItsPromises(NewsItem item) {
        assertThat(item.uid()).matches(UID);
        assertThat(item.url()).isNotBlank();
        plain(item.title(), Items.TITLE_MAX);
        plain(item.summary(), Items.SUMMARY_MAX);
        plain(item.contentText(), Items.CONTENT_MAX);
        assertThat(item.publishedMs()).isBetween(YEAR_1990, NOW + QUARTER_HOUR);
        item.tags().forEach(tag -> plain(tag, 100));
        if (item.image() != null) assertThat(item.image()).matches("(?is)https?:.*");
    }

    private static long size(NewsItem item) {
        String content = item.contentText();
        return item.title().length() + item.summary().length() + (content == null ? 0 : content.length());
    }

    /** One line for people: whose feed, what of it, and nothing of the parser's inside. */
    private static void isClear(NotAFeed told) {
        assertThat(told.getMessage()).matches(CLEAR).contains(URL).doesNotContain("Exception", "com.ctc", "org.jsoup");
    }

    private static void plain(@Nullable String text, int most) {
        if (text == null) return;
        assertThat(text.length()).isLessThanOrEqualTo(most);
        assertThat(text.codePoints().filter(c -> c < 32 && c != '\n' && c != '\t'))
                .isEmpty();
    }

    private static void whatStandsAbove(String text) {
        FeedHints hints = FeedHints.of(text);
        assertThat(hints.notSkipped(NOW)).isBetween(NOW, NOW + 9 * 86_400_000L);
        assertThat(FeedHints.parse(hints.text())).isEqualTo(hints);
        HubOffer offer = HubOffer.of(name -> text, text, URL);
        if (offer != null) assertThat(URI.create(offer.hub()).getScheme()).matches("(?i)https?");
    }

    private static byte[] body(byte[] data) {
        return data.length == 0 ? data : Arrays.copyOfRange(data, 1, data.length);
    }
}
