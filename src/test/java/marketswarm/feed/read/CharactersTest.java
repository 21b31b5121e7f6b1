package marketswarm.feed.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharactersTest {

    @ParameterizedTest(name = "{0} over HTTP, bytes are {1}")
    @CsvSource({
        "text/xml; charset=ISO-8859-1, windows-1252",
        "application/rss+xml;charset='koi8-r', KOI8-R",
        "text/xml; charset=gb2312, GB18030",
        "text/xml; charset=Shift_JIS, windows-31j",
    })
    void http_says_what_the_bytes_are(String contentType, String charset) {
        String text =
                "<rss>" + (charset.equals("windows-1252") ? "5 €" : charset.equals("KOI8-R") ? "мир" : "日本") + "</rss>";

        assertThat(Characters.decode(text.getBytes(Charset.forName(charset)), contentType))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void wide_characters_are_known_by_their_zeros(String charset) {
        byte[] body = "<rss>é</rss>".getBytes(Charset.forName(charset));

        assertThat(Characters.decode(body, "text/xml; charset=utf-8")).isEqualTo("<rss>é</rss>");
    }

    @Test
    void a_byte_order_mark_outweighs_http_and_is_taken_off() {
        assertThat(Characters.decode("\uFEFF<rss>é</rss>".getBytes(UTF_8), "text/xml; charset=koi8-r"))
                .isEqualTo("<rss>é</rss>");
    }

    @Test
    void the_declaration_counts_where_http_is_silent_or_wrong() {
        byte[] body =
                "<?xml version='1.0' encoding='windows-1251'?><rss>мир</rss>".getBytes(Charset.forName("windows-1251"));

        assertThat(Characters.decode(body, null)).endsWith("<rss>мир</rss>");
        assertThat(Characters.decode(body, "text/xml; charset=utf-8")).endsWith("<rss>мир</rss>");
        assertThat(Characters.decode(body, "text/xml; charset=no-such-thing")).endsWith("<rss>мир</rss>");
    }

    @Test
    void utf_8_is_not_taken_for_the_latin_1_a_server_sends_by_default() {
        assertThat(Characters.decode("<rss>é</rss>".getBytes(UTF_8), "text/xml; charset=iso-8859-1"))
                .isEqualTo("<rss>é</rss>");
    }

    @Test
    void a_declaration_of_wide_characters_over_bytes_is_not_believed() {
        byte[] body = "<?xml version='1.0' encoding='utf-16'?><rss>é</rss>".getBytes(UTF_8);

        assertThat(Characters.decode(body, null)).endsWith("<rss>é</rss>");
    }

    @Test
    void a_document_of_two_charsets_keeps_the_letters_of_both() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("<rss>é ".getBytes(UTF_8));
        body.writeBytes("é “”</rss>".getBytes(Charset.forName("windows-1252")));

        assertThat(Characters.decode(body.toByteArray(), "text/xml; charset=utf-8"))
                .isEqualTo("<rss>é é “”</rss>");
    }

    @Test
    void a_charset_that_can_only_be_read_is_no_obstacle() {
        assertThat(Characters.decode("<rss>a</rss>".getBytes(UTF_8), "text/xml; charset=x-JISAutoDetect"))
                .isEqualTo("<rss>a</rss>");
    }
}
