package marketswarm.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import marketswarm.redis.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFormsTest {

    private static final String SECRET = "cä&n<a>ry'=/4f9a7c";
    private static final String PEM = "-----BEGIN KEY-----\nMIIEcanary4f9a\r\n7c21d8e35b60\n-----END KEY-----";

    private static String redacted(String secret, String text) {
        return Redactor.of(Set.of(secret)).redact(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cä&n<a>ry'=/4f9a7c",
                "c%C3%A4%26n%3Ca%3Ery%27%3D%2F4f9a7c",
                "c%c3%a4%26n%3ca%3ery%27%3d%2f4f9a7c",
                "c%C3%A4&n%3Ca%3Ery'=/4f9a7c",
                "cä&n<a>ry'=\\/4f9a7c",
                "c\\u00e4&n<a>ry'=/4f9a7c",
                "c\\u00e4\\u0026n\\u003ca\\u003ery\\u0027\\u003d/4f9a7c",
                "cä&amp;n&lt;a&gt;ry'=/4f9a7c",
                "cä&amp;n&lt;a&gt;ry&apos;=/4f9a7c",
                "63c3a4266e3c613e7279273d2f346639613763",
                "63C3A4266E3C613E7279273D2F346639613763"
            })
    void a_secret_is_hidden_in_every_spelling(String spelling) {
        assertThat(redacted(SECRET, "[" + spelling + "]")).isEqualTo("[***]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "user:", "default:"})
    void base64_is_hidden_whatever_stands_before_and_behind(String before) {
        String text = before + "canary4f9a7c21d8e35b60" + "}\nmore";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        String redacted = redacted("canary4f9a7c21d8e35b60", Base64.getEncoder().encodeToString(bytes));

        String[] ends = redacted.split("\\*{3}");
        assertThat(ends).as("in two ends, with the secret gone between them").hasSize(2);
        String tail = ends[1].substring(ends[1].replaceAll("=", "").length() % 4 == 0 ? 0 : ends[1].length() % 4);
        assertThat(decoded(ends[0].substring(0, ends[0].length() / 4 * 4))).isSubstringOf(before);
        assertThat(decoded(tail)).endsWith("more").doesNotContain("b60");
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_secret_of_several_lines_is_hidden_whole_line_by_line_and_escaped() {
        assertThat(redacted(PEM, "a " + PEM + " b")).isEqualTo("a *** b");
        assertThat(redacted(PEM, "a MIIEcanary4f9a b")).isEqualTo("a *** b");
        assertThat(redacted(PEM, Json.write(PEM))).isEqualTo("\"***\"");
        assertThat(redacted(PEM, Json.write(Json.write(PEM)))).isEqualTo("\"\\\"***\\\"\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "k7x | key k7x refused | key *** refused",
                "k7x | k7xy and ak7x and k7x_ | k7xy and ak7x and k7x_",
                "demo | {\"key\":\"demo\",\"demonstration\":1} | {\"key\":\"***\",\"demonstration\":1}",
                "ab | apiKey=ab but ab is a word | apiKey=*** but ab is a word",
                "... | wait ... here | wait ... here"
            })
    void a_short_secret_is_hidden_where_it_stands_alone(String secret, String text, String expected) {
        assertThat(redacted(secret, text)).isEqualTo(expected);
    }

    @Test
    void the_password_of_a_redis_address_is_hidden_wherever_it_comes_back() throws URISyntaxException {
        Truth truth = Truth.of(Json.read("""
                {"version":"1","components":{},"buses":{"market":{"url":"rediss://app:canary%2Fpass1@m:6379/0"}},
                 "core":{"redis_main_url":"redis://:canary-older@s:6379"}}""", ObjectNode.class));

        assertThat(truth.redactor().redact("AUTH app canary/pass1 canary%2Fpass1 canary-older"))
                .isEqualTo("AUTH app *** *** ***");
        assertThat(new URI("rediss://app:canary%2Fpass1@m:6379/0").getUserInfo())
                .isEqualTo("app:canary/pass1");
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization: Basic dXNlcjpjYW5hcnk=, Authorization: Basic ***",
        "Cookie: marketswarm=4f9a7c21, Cookie: ***",
        "X-API-Key: canary4f, X-API-Key: ***",
        "redis://canary@host, redis://***@host",
        "https://medium.com/@user/story, https://medium.com/@user/story"
    })
    void what_has_the_shape_of_a_credential_is_hidden_without_being_known(String text, String expected) {
        assertThat(Redactor.shapes(text)).isEqualTo(expected);
    }
}
