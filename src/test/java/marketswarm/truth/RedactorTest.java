package marketswarm.truth;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.pattern.DynamicConverter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.Supplier;
import marketswarm.redis.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactorTest {

    private static final String SECRET = "c?nary \"1/+";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "c?nary \"1/+",
                "c%3Fnary+%221%2F%2B",
                "c%3Fnary%20%221%2F%2B",
                "c?nary \\\"1/+",
                "Yz9uYXJ5ICIxLys",
                "Yz9uYXJ5ICIxLys="
            })
    void a_known_secret_is_hidden_in_every_form(String form) {
        String redacted = Redactor.of(Set.of(SECRET)).redact("before " + form + " after");

        assertThat(redacted).matches("before \\*\\*\\*=? after");
    }

    @ParameterizedTest
    @CsvSource({
        "redis://user:canary@host:6379/0, redis://***@host:6379/0",
        "redis://:canary@host, redis://***@host",
        "key sk-canary4f9a7c21 refused, key *** refused",
        "Authorization: Bearer canary.4f9a-7c, Authorization: Bearer ***",
        "GET /v1?apiKey=canary4f&x=1, GET /v1?apiKey=***&x=1",
        "password=canary4f at login, password=*** at login",
        "'{\"openai_api_key\" : \"canary\"}', '{\"openai_api_key\" : \"***\"}'"
    })
    void the_shape_of_a_secret_is_hidden_without_being_known(String text, String expected) {
        assertThat(Redactor.shapes(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "redis://market-redis:6379",
        "secrets.massive.api_key is missing",
        "https://example.org/a:b?page=2",
        "mail me@example.org",
        "task-force and risk-averse"
    })
    void ordinary_text_stays_as_it_is(String text) {
        assertThat(Redactor.of(Set.of("...", "short", "")).redact(text)).isEqualTo(text);
    }

    @Test
    void a_truth_hides_all_of_its_secrets_and_one_that_contains_another_completely() {
        Truth truth = Truth.of(Json.read(
                "{\"version\":\"1\",\"components\":{},\"secrets\":{\"sse_gateway\":{\"tokens\":[\"canary1\",\"canary12\"]},"
                        + "\"massive\":{\"api_key\":\"canary3\"}}}",
                ObjectNode.class));

        assertThat(truth.redactor().redact("canary12 canary1 canary3")).isEqualTo("*** *** ***");
        assertThat(truth.secrets("massive").toString()).isEqualTo("massive=***");
    }

    @Test
    void a_rotated_secret_stays_hidden() {
        Redactor before = Redactor.of(Set.of("canary-before"));
        Redactor after = Redactor.of(Set.of("canary-after")).remembering(before);

        assertThat(after.redact("canary-before canary-after")).isEqualTo("*** ***");
        assertThat(Redactor.of(Set.of("canary-next")).remembering(after).redact("canary-before"))
                .isEqualTo("***");
    }

    @Test
    void a_log_line_is_one_line_and_neither_it_nor_its_exception_shows_a_secret() {
        var context = new LoggerContext();
        context.putObject(Redactor.class.getName(), Redactor.of(Set.of("canary1234")));
        var layout = new PatternLayout();
        layout.setContext(context);
        Supplier<DynamicConverter> message = RedactingConverter::new;
        Supplier<DynamicConverter> thrown = RedactingThrowableConverter::new;
        layout.getInstanceConverterMap().put("redacted", message);
        layout.getInstanceConverterMap().put("redactedEx", thrown);
        layout.setPattern("%level %redacted%n%redactedEx");
        layout.start();
        var failure = new IllegalStateException("with canary1234", new IllegalArgumentException("Bearer canary9"));
        var logger = context.getLogger("test");
        var event = new LoggingEvent(
                "test", logger, ch.qos.logback.classic.Level.WARN, "a={}\nb", failure, new Object[] {"canary1234"});

        String line = layout.doLayout(event);

        assertThat(line)
                .startsWith("WARN a=***\\nb\n")
                .contains("IllegalStateException: with ***", "Caused by", "Bearer ***")
                .doesNotContain("canary");
    }
}
