package marketswarm.feed.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import marketswarm.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A feed says the same whichever parser reads it, so that a flaw in a feed changes nothing but the speed. */
class TwoParsersTest {

    private static final String URL = "https://a.example/feed";
    private static final List<String> PIECES = List.of(
            "&amp;",
            "&nbsp;",
            "<![CDATA[ <b> ]]>",
            "<!-- x -->",
            "<?pi x?>",
            "<br/>",
            "<item/>",
            "<dc:title>x</dc:title>",
            " ",
            "\n",
            "]]",
            "'",
            "\"",
            "é",
            "=");

    @ParameterizedTest
    @ValueSource(strings = {"feedparser-corpus", "feeds-real"})
    void what_both_read_is_the_same(String corpus) throws IOException {
        int both = 0;
        for (Path file : documents(SharedData.find(corpus))) {
            String xml = Prolog.withoutDoctype(
                    Characters.decode(Files.readAllBytes(file), null).strip());
            XmlElement strictly = StrictXml.read(xml);
            if (strictly == null) continue;
            both++;
            assertThat(said(strictly)).as(file.toString()).isEqualTo(said(ForgivingXml.read(xml)));
        }
        assertThat(both).as("read by both").isGreaterThan(corpus.equals("feeds-real") ? 6 : 1_700);
    }

    @Test
    void what_is_not_well_formed_is_left_to_the_forgiving_one() {
        assertThat(StrictXml.read("<rss><item><title>A & B</title></item></rss>"))
                .isNull();
        assertThat(StrictXml.read("<rss><item><title>&nbsp;</title></item></rss>"))
                .isNull();
        assertThat(StrictXml.read("<rss><item></rss>")).isNull();
        assertThat(StrictXml.read("<a>".repeat(300) + "</a>".repeat(300))).isNull();
    }

    @Test
    void a_prefix_that_nobody_declared_is_no_flaw() {
        assertThat(StrictXml.read("<rss><item><dc:date>2024-05-01</dc:date></item></rss>"))
                .isNotNull();
    }

    @Test
    void damage_that_both_forgive_is_read_the_same() throws IOException {
        var random = new Random(11);
        int both = 0;
        for (String name : List.of("rss20.xml", "rss10.xml", "atom.xml"))
            for (int round = 0; round < 400; round++) {
                String damaged = damaged(resource(name), random);
                XmlElement strictly = StrictXml.read(damaged);
                if (strictly == null) continue;
                both++;
                assertThat(said(strictly)).as(damaged).isEqualTo(said(ForgivingXml.read(damaged)));
            }
        assertThat(both).isPositive();
    }

    /** Some of its text comes twice, some not at all, and something that means something in XML stands in between. */
    private static String damaged(String text, Random random) {
        int cut = random.nextInt(text.length());
        int end = Math.min(text.length(), cut + random.nextInt(30));
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        return text.substring(0, random.nextBoolean() ? cut : end) + piece + text.substring(end);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = TwoParsersTest.class.getResourceAsStream("/feeds/" + name)) {
            return Prolog.withoutDoctype(
                    Characters.decode(in.readAllBytes(), null).strip());
        }
    }

    private static Object said(XmlElement document) {
        try {
            return XmlFeed.channel(document, URL);
        } catch (NotAFeed e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static List<Path> documents(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".xml"))
                    .sorted()
                    .toList();
        }
    }
}
