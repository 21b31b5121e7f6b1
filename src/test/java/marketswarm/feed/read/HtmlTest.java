package marketswarm.feed.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import marketswarm.testing.SharedData;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>One</p><p>two</p>|One two",
                "One<br>two<BR/>three|One two three",
                "Net<b>flix</b> rose|Netflix rose",
                "AT&amp;T &lt;up&gt; 3&nbsp;%|AT&T <up> 3 %",
                "Caf&eacute; &#8220;x&#8221; &#x20AC;5|Café “x” €5",
                "R&D; &unknown; &copy 2024 &#99999999; x|R&D; &unknown; © 2024 x",
                "1 < 2 </b>stays|1 < 2 stays",
                "<a href='x>y' title=\"a > b\">link</a> on|link on",
                "<a title=it's>link</a> 'on'|link 'on'",
                "a<!-- <b>not said</b> -->b|ab",
                "a<script>if (1 < 2) say('x')</script>b<style>p {}</style>c|abc",
                "<![CDATA[wrapped <b>twice</b>]]>|wrapped <b>twice</b>",
                "cut off <a href=\"https://a.exam|cut off",
                "<img src=x alt='A chart'>|A chart",
                "text <img src=x alt='A chart'>|text",
            })
    void the_words_are_what_a_reader_would_see(String html, String words) {
        assertThat(new Html(html).read().words()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>x <img class=lead src='/a.jpg?x=1&amp;y=2'><img src=b.jpg>|/a.jpg?x=1&y=2",
                "<img width=1 height=1 src=pixel.gif><IMG SRC=b.jpg>|b.jpg",
                "<img src='data:image/gif;base64,R0' data-src='real.jpg'>|real.jpg",
            })
    void the_first_picture_is_one_that_is_meant_to_be_seen(String html, String image) {
        assertThat(new Html(html).read().image()).isEqualTo(image);
    }

    @Test
    void without_a_picture_or_words_there_are_none() {
        assertThat(new Html("<p><br></p>").read()).isEqualTo(Prose.NONE);
    }

    @Test
    void persian_and_emoji_keep_their_joiners_and_hidden_ones_go() {
        assertThat(Text.clean("می\u200cخواهم 👨\u200d👩 A\u200dAP\u200bL")).isEqualTo("می\u200cخواهم 👨\u200d👩 AAPL");
    }

    @Test
    void real_feeds_say_what_a_browser_would_show() throws IOException {
        List<String> texts = texts(SharedData.find("feeds-real"));

        assertThat(texts)
                .hasSizeGreaterThan(100)
                .allSatisfy(html -> assertThat(new Html(html).read().words())
                        .isEqualTo(emptyAsNull(
                                Text.clean(Jsoup.parseBodyFragment(html).text()))));
    }

    private static String emptyAsNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static List<String> texts(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted()
                    .map(HtmlTest::document)
                    .flatMap(HtmlTest::within)
                    .flatMap(element -> element.each("description", "encoded", "content", "summary"))
                    .flatMap(element -> Stream.ofNullable(element.markup()))
                    .filter(Text::isMarkup)
                    .toList();
        }
    }

    private static XmlElement document(Path file) {
        try {
            return ForgivingXml.read(Characters.decode(Files.readAllBytes(file), null));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<XmlElement> within(XmlElement element) {
        return Stream.concat(Stream.of(element), element.elements().stream().flatMap(HtmlTest::within));
    }
}
