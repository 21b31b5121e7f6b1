package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SseRequestTest {

    private static final String CURSOR = "1.1764000000000-0.3w5e11264sgsf";

    @Test
    void topics_may_be_named_in_one_parameter_or_in_several() {
        assertThat(asked("topics=news,mesh&topics=tick:AAPL").topics()).isEqualTo(Topics.parse("mesh,news,tick:AAPL"));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 10000", "1, 1000", "3, 333", "999, 1", "1000, 1"})
    void a_cap_becomes_the_time_between_two_ticks(String hz, long beatMs) {
        assertThat(asked("topics=news&max_hz=" + hz).beatMs()).isEqualTo(beatMs);
    }

    @Test
    void without_a_cap_ticks_go_out_as_they_come() {
        assertThat(asked("topics=news").beatMs()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.09", "1000.1", "-1", "NaN", "fast", ""})
    void a_cap_out_of_bounds_is_refused_with_what_is_accepted(String hz) {
        assertThatThrownBy(() -> asked("topics=news&max_hz=" + hz))
                .hasMessage("max_hz is " + hz + "; accepted: 0.1 to 1000.0");
    }

    @Test
    void the_header_is_newer_than_the_address_and_nothing_yet_is_a_first_visit() {
        String address = "topics=news&last_event_id=" + CURSOR;
        assertThat(asked(address).cursor()).isEqualTo(CURSOR);
        assertThat(asked(call(address).with("Last-Event-ID", "1.5-0.a")).cursor())
                .isEqualTo("1.5-0.a");
        assertThat(asked(call(address).with("Last-Event-ID", " ")).cursor()).isEqualTo(CURSOR);
        assertThat(asked(call(address).with("Last-Event-ID", "0")).cursor()).isNull();
        assertThat(asked("topics=news").cursor()).isNull();
    }

    private static FakeCall call(String query) {
        return new FakeCall("/sse?" + query, Map.of());
    }

    private static SseRequest asked(String query) {
        return asked(call(query));
    }

    private static SseRequest asked(FakeCall call) {
        List<SseRequest> asked = new ArrayList<>();
        call.to(it -> asked.add(SseRequest.of(it)));
        return asked.get(0);
    }
}
