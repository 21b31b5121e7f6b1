package marketswarm.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a feed may send on purpose: each is over within seconds, on a small heap, with what can be had. */
@Timeout(30)
class HostileFeedTest {

    private static final String ITEM = "<item><title>&x;</title><link>https://a.example/1</link></item>";

    @Test
    void an_entity_bomb_stays_small() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE rss [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 30; i++) bomb.append("<!ENTITY l" + i + " \"" + ("&l" + (i - 1) + ";").repeat(10) + "\">");

        ParsedFeed feed = read(bomb + "<!ENTITY x \"&l29;\">]><rss><channel>" + ITEM + "</channel></rss>");

        assertThat(feed.items().get(0).title()).isEqualTo("&x;");
    }

    @Test
    void quadratic_growth_is_bounded() {
        String doctype = "<!DOCTYPE rss [<!ENTITY x \"" + "a".repeat(1000) + "\">]>";

        ParsedFeed feed = read(doctype + "<rss><item><title>" + "&x;".repeat(500_000) + "</title></item></rss>");

        assertThat(feed.items().get(0).title()).hasSizeLessThanOrEqualTo(301);
    }

    @Test
    void a_file_named_by_an_entity_is_not_read(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "hunter2");

        ParsedFeed feed = read("<!DOCTYPE rss [<!ENTITY x SYSTEM \"" + secret.toUri() + "\"><!ENTITY % p SYSTEM \""
                + secret.toUri() + "\"> %p;]><rss><channel>" + ITEM + "</channel></rss>");

        assertThat(feed.items()).hasSize(1);
        assertThat(feed.toString()).doesNotContain("hunter2");
    }

    @Test
    void deep_nesting_costs_neither_stack_nor_time() {
        String deep = "<a>".repeat(80_000);

        assertThat(read("<rss><channel>" + ITEM + deep + "</channel></rss>").items())
                .hasSize(1);
        assertThat(read("<rss>" + deep + ITEM).title()).isEqualTo("a.example");
        assertThat(read("<rss><item><description>" + deep + "x</description></item></rss>")
                        .items())
                .hasSize(1);
        assertThat(read("<rss><item><description><![CDATA[" + "<b><div>".repeat(80_000)
                                + "x]]></description></item></rss>")
                        .items())
                .hasSize(1);
    }

    @Test
    void items_within_items_do_not_pile_up() {
        ParsedFeed feed = read("<rss>" + "<item><title>t</title>".repeat(10_000));

        assertThat(feed.items().size() + feed.rejected().size()).isPositive();
    }

    @Test
    void json_nesting_is_refused() {
        assertThatThrownBy(() -> read("{\"items\":" + "[".repeat(80_000))).isInstanceOf(NotAFeed.class);
    }

    @Test
    void endless_attributes_are_read_over() {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < 200_000; i++) attributes.append(" a" + i + "='1'");

        assertThat(read("<rss" + attributes + "><channel>" + ITEM + "</channel></rss>")
                        .items())
                .hasSize(1);
    }

    @Test
    void comments_and_doctypes_that_never_end_are_read_over() {
        assertThatThrownBy(() -> read("<!--".repeat(200_000))).isInstanceOf(NotAFeed.class);
        assertThatThrownBy(() -> read("<!DOCTYPE [".repeat(100_000))).isInstanceOf(NotAFeed.class);
        assertThatThrownBy(() -> read("<".repeat(500_000))).isInstanceOf(NotAFeed.class);
    }

    @Test
    void a_long_title_of_ampersands_or_brackets_is_read_in_time() {
        assertThat(read("<rss><item><title>" + "&amp;lt;".repeat(200_000) + "</title></item></rss>")
                        .items())
                .hasSize(1);
        assertThat(read("<rss><item><title>" + "&lt;!-".repeat(200_000) + "</title></item></rss>")
                        .items())
                .hasSize(1);
    }

    @Test
    void an_author_of_at_signs_is_read_in_time() {
        assertThat(read("<rss><item><title>t</title><author>" + "@(".repeat(200_000) + "</author></item></rss>")
                        .items())
                .hasSize(1);
    }

    @Test
    void any_damage_ends_in_a_feed_or_in_a_clear_no() throws IOException {
        Random random = new Random(7);
        for (String name : new String[] {"rss20.xml", "rss10.xml", "atom.xml", "feed.json", "malformed.xml"}) {
            byte[] original = resource(name);
            for (int round = 0; round < 60; round++) {
                byte[] damaged = original.clone();
                IntStream.range(0, 8)
                        .forEach(i -> damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256));
                assertThat(outcome(damaged)).isNotNull();
            }
        }
    }

    private static Object outcome(byte[] body) {
        try {
            return new FeedReader().read(body, null, "https://a.example/feed", "c", 0);
        } catch (NotAFeed no) {
            return no;
        } catch (RuntimeException e) {
            throw new AssertionError("not read: " + new String(body, ISO_8859_1), e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = HostileFeedTest.class.getResourceAsStream("/feeds/" + name)) {
            return in.readAllBytes();
        }
    }

    private static ParsedFeed read(String body) {
        return new FeedReader().read(body.getBytes(UTF_8), null, "https://a.example/feed", "c", 1_714_564_800_000L);
    }
}
