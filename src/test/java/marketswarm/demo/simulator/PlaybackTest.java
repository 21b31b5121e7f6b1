package marketswarm.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import marketswarm.domain.RawFrame;
import org.junit.jupiter.api.Test;

class PlaybackTest {

    private static final String TRADE = "{\"ev\":\"T\",\"sym\":\"AAPL\",\"p\":189.10,\"s\":100,\"t\":1764000000123}";
    private static final String OTHER = "{\"ev\":\"T\",\"sym\":\"MSFT\",\"p\":1,\"t\":1764000000124}";

    @Test
    void plays_to_a_client_the_elements_of_its_topics_as_they_were_written() throws Exception {
        try (var simulator = playing(0, frame("stocks", 1, "[" + OTHER + "," + TRADE + "]"));
                var client = SocketClient.in(simulator, "stocks")) {
            client.subscribe("T.AAPL");

            client.messagesUntil("subscribed to: T.AAPL");
            client.expect("[" + TRADE + "]");
            assertThat(simulator.counters().at("/topics/stocks/T/AAPL/sent").asLong())
                    .isEqualTo(1);
            assertThat(simulator.counters().at("/topics/stocks/T/MSFT/printed").asLong())
                    .isEqualTo(1);
        }
    }

    @Test
    void plays_what_cannot_be_read_as_a_whole() throws Exception {
        try (var simulator = playing(0, frame("stocks", 1, "[{\"ev\":"), frame("stocks", 2, "[" + TRADE + "]"));
                var client = SocketClient.in(simulator, "stocks")) {
            client.subscribe("T.*");

            client.messagesUntil("subscribed to: T.*");
            client.expect("[{\"ev\":");
            client.expect("[" + TRADE + "]");
        }
    }

    @Test
    void leaves_the_vendors_words_of_back_then_out() throws Exception {
        String words = "{\"ev\":\"status\",\"status\":\"auth_success\",\"message\":\"authenticated\"}";
        try (var simulator = playing(0, frame("stocks", 1, "[" + words + "," + TRADE + "]"));
                var client = SocketClient.in(simulator, "stocks")) {
            client.subscribe("T.*");

            client.messagesUntil("subscribed to: T.*");
            client.expect("[" + TRADE + "]");
        }
    }

    @Test
    void keeps_to_the_pace_that_was_asked_for() throws Exception {
        try (var simulator = playing(
                        2, frame("stocks", 1_000, "[" + TRADE + "]"), frame("stocks", 2_000, "[" + TRADE + "]"));
                var client = SocketClient.in(simulator, "stocks")) {
            client.subscribe("T.AAPL");
            JsonNode first = client.event("T");
            long start = System.nanoTime();

            assertThat(client.event("T")).isEqualTo(first);
            assertThat(System.nanoTime() - start).isGreaterThan(300_000_000L);
        }
    }

    private static Simulator playing(double speed, RawFrame... frames) {
        Iterator<RawFrame> all = List.of(frames).iterator();
        return Simulator.start(
                Options.defaults().withPlayback(new Playback(() -> all.hasNext() ? all.next() : null, speed)));
    }

    private static RawFrame frame(String cluster, long ms, String text) {
        return new RawFrame(cluster, ms, text);
    }
}
