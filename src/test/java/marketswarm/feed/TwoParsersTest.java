package marketswarm.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import marketswarm.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A feed says the same whichever parser reads it, so that a flaw in a feed changes nothing but the speed. */
class TwoParsersTest {

    private static final String URL = "https://a.example/feed";

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
