package marketswarm.truth.placeholder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import marketswarm.redis.Json;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthView;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholderTest {

    private final TruthView view = new TruthView(
            truth("canary1"), List.of(Mapping.same("rss_agg"), new Mapping("massive", "massive", "vendor")));
    private final DefaultCamelContext camel = new DefaultCamelContext();

    private static Truth truth(String key) {
        return Truth.of(Json.read("""
                {"version":"1.2","node":{"name":"here"},"components":{
                   "massive":{"rest_url":"https://api.example"},
                   "rss_agg":{"poll_interval_min":7,"categories":{"tech":[]},"enabled_categories":["tech","*"]},
                   "logger":{}},
                 "secrets":{"vendor":{"api_key":"%s"},"vexy_ai":{"openai_api_key":"canary2"}}}""".formatted(key), ObjectNode.class));
    }

    @BeforeEach
    void start() throws Exception {
        camel.getRegistry().bind("truthView", view);
        camel.getRegistry().bind("secretSource", new SecretSource(view));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:secret").routeId("secret").setBody(simple("${properties:secrets.vendor.api_key}"));
                from("direct:other").setBody(simple("${properties:secrets.vexy_ai.openai_api_key}"));
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "{{truth:components.rss_agg.poll_interval_min}}, 7",
        "{{truth:components.rss_agg.timeout_sec}}, 15",
        "{{truth:components.rss_agg.enabled_categories}}, 'tech,*'",
        "{{truth:poll_interval_min}}, 7",
        "{{truth:rest_url}}, https://api.example",
        "{{truth:node.name}}, here",
        "{{truth:version}}, 1.2",
        "{{truth:components.rss_agg.nothing:http://a:1/b}}, http://a:1/b",
        "{{truth:nothing:}}, ''",
        "a{{truth:?nothing}}b, ab",
        "{{truth:?poll_interval_min}}, 7"
    })
    void a_setting_is_found_by_its_path_from_the_top_or_from_the_own_component(String text, String expected) {
        assertThat(camel.resolvePropertyPlaceholders(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{truth:nothing}} | truth: nothing is not in truth 1.2",
                "{{truth:log_channels}} | truth: log_channels is not in truth 1.2",
                "{{truth:retention}} | is an object; name one of its fields",
                "{{truth:management.port}} | write one of [components.rss_agg.management.port, components.massive.management.port]",
                "{{truth:secrets.vendor.api_key}} | refused as a placeholder",
                "{{truth:secrets}} | refused as a placeholder"
            })
    void what_is_missing_ambiguous_or_secret_is_an_error_that_says_so(String text, String message) {
        assertThatThrownBy(() -> camel.resolvePropertyPlaceholders(text))
                .hasStackTraceContaining(message)
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain("canary"));
    }

    @Test
    void a_secret_is_read_at_the_moment_of_use_so_a_rotated_one_is_used_at_once() {
        try (var template = camel.createProducerTemplate()) {
            assertThat(template.requestBody("direct:secret", "", String.class)).isEqualTo("canary1");

            view.replace(truth("canary9"), view.mappings());

            assertThat(template.requestBody("direct:secret", "", String.class)).isEqualTo("canary9");
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_secrets_of_another_service_are_refused() {
        var template = camel.createProducerTemplate();

        assertThatThrownBy(() -> template.requestBody("direct:other", "", String.class))
                .hasStackTraceContaining("truth: no service in this process may read secrets.vexy_ai");
    }
}
