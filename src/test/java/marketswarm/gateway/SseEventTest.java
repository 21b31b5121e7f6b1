package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import marketswarm.redis.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseEventTest {

    @Test
    void an_event_is_id_name_and_data_and_an_empty_line() {
        assertThat(text(new SseEvent("1.5-0.a", "tick", "{\"price\":\"189.10\"}").encode()))
                .isEqualTo("id: 1.5-0.a\nevent: tick\ndata: {\"price\":\"189.10\"}\n\n");
    }

    @Test
    void without_an_id_the_browser_keeps_its_own() {
        assertThat(text(new SseEvent(null, "news", "é").encode())).isEqualTo("event: news\ndata: é\n\n");
    }

    @Test
    void every_kind_of_line_end_in_data_starts_another_data_line() {
        assertThat(text(new SseEvent(null, "news", "a\nb\r\nc\rid: 9\n").encode()))
                .isEqualTo("event: news\ndata: a\ndata: b\ndata: c\ndata: id: 9\ndata: \n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\0b"})
    void an_id_or_a_name_cannot_break_out_of_its_line(String text) {
        assertThatThrownBy(() -> new SseEvent(text, "tick", "{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SseEvent(null, text, "{}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_heartbeat_has_a_comment_for_proxies_and_the_servers_time() {
        Message beat = Message.heartbeat(Position.before(5), 1_732_270_000_000L);

        assertThat(beat.bytes().toString())
                .startsWith(": heartbeat\n\nid: ")
                .endsWith("\nevent: heartbeat\ndata: {\"server_ms\":1732270000000}\n\n");
    }

    @Test
    void retry_and_comment_are_blocks_of_their_own() {
        assertThat(text(SseEvent.retry(2500))).isEqualTo("retry: 2500\n\n");
        assertThat(text(SseEvent.comment("heart\nbeat"))).isEqualTo(": heart beat\n\n");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
