package marketswarm.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import marketswarm.redis.Json;
import org.junit.jupiter.api.Test;

class LoadTest {

    @Test
    void sends_as_many_events_as_were_asked_for_and_counts_each() throws Exception {
        List<JsonNode> events = received(new Load(0, 3, 7, 100), "T.*", 100);

        assertThat(events).extracting(event -> event.path("i").asText()).doesNotHaveDuplicates();
        assertThat(events).extracting(event -> event.path("q").asLong()).isSorted();
        assertThat(events.get(0).path("sym").asText()).isEqualTo("LD00001");
        assertThat(events.get(0).path("t").asLong()).isCloseTo(System.currentTimeMillis(), within(600_000));
    }

    @Test
    void ids_do_not_come_again_when_the_topics_change_within_a_second() throws Exception {
        List<String> ids = new ArrayList<>();
        try (var simulator = Simulator.start(Options.defaults().withLoad(new Load(0, 3, 10, 50)));
                var client = SocketClient.in(simulator, "stocks")) {
            for (int symbol = 1; symbol <= 3; symbol++) {
                client.subscribe("T.LD0000" + symbol);
                events(client, 50).forEach(event -> ids.add(event.path("i").asText()));
            }
        }
        assertThat(ids).hasSize(150).doesNotHaveDuplicates();
    }

    @Test
    void counts_by_symbol_and_channel() throws Exception {
        try (var simulator = Simulator.start(Options.defaults().withLoad(new Load(0, 2, 10, 99)))) {
            events(simulator, "T.LD00001, Q.*", 99);

            JsonNode counters = simulator.counters();

            assertThat(counters.at("/topics/stocks/T/LD00001/sent").asLong()).isEqualTo(33);
            assertThat(counters.at("/topics/stocks/Q/LD00001/sent").asLong()).isEqualTo(33);
            assertThat(counters.at("/topics/stocks/Q/LD00002/sent").asLong()).isEqualTo(33);
            assertThat(counters.at("/topics/stocks/T").has("LD00002")).isFalse();
            assertThat(counters.at("/events/sent").asLong()).isEqualTo(99);
            assertThat(counters.path("frames").asLong()).as("and three before").isEqualTo(13);
        }
    }

    @Test
    void keeps_to_the_rate() throws Exception {
        long start = System.nanoTime();

        received(new Load(1_000, 10, 50, 500), "T.*", 500);

        assertThat(System.nanoTime() - start).as("at 1000 a second").isGreaterThan(450_000_000L);
    }

    @Test
    void one_event_a_frame_is_a_frame_of_one_event() throws Exception {
        try (var simulator = Simulator.start(Options.defaults().withLoad(new Load(0, 1, 1, 3)));
                var client = SocketClient.in(simulator, "stocks")) {
            client.subscribe("T.*");
            client.messagesUntil("subscribed to: T.*");

            assertThat(Json.read(client.next(), JsonNode.class)).hasSize(1);
            assertThat(Json.read(client.next(), JsonNode.class)).hasSize(1);
        }
    }

    @Test
    void large_frames_are_whole() throws Exception {
        assertThat(received(new Load(0, 50, 1_000, 5_000), "T.*", 5_000)).hasSize(5_000);
    }

    @Test
    void refuses_what_makes_no_sense() {
        assertThatThrownBy(() -> new Load(1, 0, 1, 0)).hasMessage("simulator: the symbols must be between 1 and 99999");
    }

    private static List<JsonNode> received(Load load, String topics, int number) throws Exception {
        try (var simulator = Simulator.start(Options.defaults().withLoad(load))) {
            return events(simulator, topics, number);
        }
    }

    private static List<JsonNode> events(Simulator simulator, String topics, int number) throws Exception {
        try (var client = SocketClient.in(simulator, "stocks")) {
            client.subscribe(topics);
            return events(client, number);
        }
    }

    private static List<JsonNode> events(SocketClient client, int number) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        while (events.size() < number) {
            for (JsonNode element : Json.read(client.next(), JsonNode.class))
                if (!element.path("ev").asText().equals("status")) events.add(element);
        }
        return events;
    }

    private static org.assertj.core.data.Offset<Long> within(long ms) {
        return org.assertj.core.data.Offset.offset(ms);
    }
}
