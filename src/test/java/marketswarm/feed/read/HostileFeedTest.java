package marketswarm.feed.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
    void entries_beyond_five_thousand_are_left_and_that_is_said() {
        ParsedFeed feed = read("<rss><channel>" + ITEM.repeat(6_000) + "</channel></rss>");

        assertThat(feed.items()).hasSize(5_000);
        assertThat(feed.rejected())
                .extracting(Rejected::reason)
                .containsExactly("more than 5000 entries, of which the first are read");
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

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void costs_little_cpu_and_little_memory(String name, String body) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] bytes = body.getBytes(UTF_8);
        long cpu = threads.getCurrentThreadCpuTime();
        long memory = threads.getCurrentThreadAllocatedBytes();

        Object outcome = outcome(bytes);

        long cpuMs = (threads.getCurrentThreadCpuTime() - cpu) / 1_000_000;
        long megabytes = (threads.getCurrentThreadAllocatedBytes() - memory) >> 20;
        System.out.printf(
                "hostile: %-40s %6d kB  %5d ms of CPU  %4d MB allocated%n", name, bytes.length >> 10, cpuMs, megabytes);
        assertThat(outcome).isNotNull();
        assertThat(cpuMs)
                .as("ms of CPU; a quarter of a second when this was written")
                .isLessThan(5_000);
        assertThat(megabytes).as("MB allocated").isLessThan(500);
    }

    static Stream<Arguments> hostile() {
        String head = "<?xml version='1.0'?><rss><channel><title>t</title>";
        String deep = "<a>".repeat(200_000);
        return Stream.of(
                arguments("a bare ampersand", head + "<item><title>a & b</title></item></channel></rss>"),
                arguments(
                        "200,000 attributes",
                        "<rss" + " a='1'".repeat(200_000) + "><item><title>t</title></item></rss>"),
                arguments(
                        "attributes of one element, all named",
                        "<rss" + numbered(200_000) + "><item><title>t</title></item></rss>"),
                arguments(
                        "control characters",
                        head + "<item><title>" + "\u0001\u0008".repeat(500_000) + "</title></item>"),
                arguments("cut off", head + ITEM.repeat(20_000) + "<item><title>cut"),
                arguments("junk behind", head + ITEM + "</channel></rss>" + "<junk>".repeat(200_000)),
                arguments("junk before", "x ".repeat(500_000) + head + ITEM),
                arguments("entities one within the other", bomb()),
                arguments(
                        "an entity again and again",
                        "<!DOCTYPE r [<!ENTITY x '" + "a".repeat(1000) + "'>]>" + head + "<item><title>"
                                + "&x;".repeat(500_000) + "</title></item></channel></rss>"),
                arguments("nested 200,000 deep", head + ITEM + deep),
                arguments("nested deep within an entry", head + "<item><description>" + deep + "</description></item>"),
                arguments(
                        "HTML nested deep",
                        head + "<item><description><![CDATA[" + "<div><b>".repeat(200_000)
                                + "]]></description></item>"),
                arguments(
                        "HTML that never ends",
                        head + "<item><description><![CDATA[" + "<a b='".repeat(200_000) + "]]></description></item>"),
                arguments("comments that never end", head + "<item><title>t</title></item>" + "<!--".repeat(300_000)),
                arguments("entries within entries", "<rss>" + "<item><title>t</title>".repeat(50_000)),
                arguments("100,000 entries", head + ITEM.repeat(100_000) + "</channel></rss>"),
                arguments("100,000 entries, malformed", head + ITEM.repeat(100_000)),
                arguments("JSON nested deep", "{\"items\":" + "[".repeat(1_000_000)),
                arguments("a page of links", "<html><head>" + "<link rel=alternate href=x>".repeat(50_000)),
                arguments("namespaces", head + "<x:item xmlns:x='y'><x:title>t</x:title>".repeat(20_000)));
    }

    private static String bomb() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE rss [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 30; i++) bomb.append("<!ENTITY l" + i + " \"" + ("&l" + (i - 1) + ";").repeat(10) + "\">");
        return bomb + "]><rss><item><title>" + "&l29;".repeat(100_000) + "</title></item></rss>";
    }

    private static String numbered(int count) {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < count; i++) attributes.append(" a" + i + "='1'");
        return attributes.toString();
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
