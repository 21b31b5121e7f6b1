package marketswarm.component.marketsocket;

import static org.apache.camel.component.vertx.websocket.VertxWebsocketEvent.CLOSE;
import static org.apache.camel.component.vertx.websocket.VertxWebsocketEvent.MESSAGE;
import static org.apache.camel.component.vertx.websocket.VertxWebsocketEvent.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import marketswarm.domain.RawFrames;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Inbox inbox = new Inbox(() -> new DefaultExchange(camel));

    @Test
    void frames_join_those_that_wait() {
        assertThat(inbox.add(MESSAGE, "1")).isTrue();
        assertThat(inbox.add(MESSAGE, "2")).isFalse();
        assertThat(inbox.add(MESSAGE, "3")).isFalse();

        assertThat(body(inbox.take())).isEqualTo(new RawFrames(List.of("1", "2", "3")));
    }

    @Test
    void a_frame_that_comes_while_others_are_handled_is_another_happening() {
        inbox.add(MESSAGE, "1");
        inbox.take();

        assertThat(inbox.add(MESSAGE, "2")).isTrue();
        assertThat(body(inbox.take())).isEqualTo(new RawFrames(List.of("2")));
    }

    @Test
    void frames_of_different_connections_are_never_together() {
        inbox.add(OPEN, null);
        inbox.add(MESSAGE, "1");
        inbox.add(CLOSE, "the connection broke");
        inbox.add(OPEN, null);
        inbox.add(MESSAGE, "2");

        assertThat(body(inbox.take())).isNull();
        assertThat(body(inbox.take())).isEqualTo(new RawFrames(List.of("1")));
        assertThat(body(inbox.take())).isEqualTo("the connection broke");
        assertThat(body(inbox.take())).isNull();
        assertThat(body(inbox.take())).isEqualTo(new RawFrames(List.of("2")));
    }

    @Test
    void a_large_frame_is_not_kept_waiting_for_more() {
        inbox.add(MESSAGE, "x".repeat(200_000));

        assertThat(inbox.add(MESSAGE, "2")).isTrue();
    }

    @Test
    void it_is_full_by_number_or_by_size_until_enough_is_handled() {
        for (int i = 0; i < 4_095; i++) inbox.add(MESSAGE, "");
        assertThat(inbox.isFull()).isFalse();
        inbox.add(MESSAGE, "");
        assertThat(inbox.isFull()).isTrue();

        for (int i = 0; i < 11; i++) inbox.done(inbox.take());
        assertThat(inbox.isLow()).isFalse();
        inbox.done(inbox.take());
        assertThat(inbox.isLow()).isTrue();
        assertThat(inbox.size()).isEqualTo(1_024);

        inbox.add(MESSAGE, "x".repeat(8 << 20));
        assertThat(inbox.isFull()).isTrue();
    }

    private static Object body(Happening happening) {
        return happening.exchange().getMessage().getBody();
    }
}
