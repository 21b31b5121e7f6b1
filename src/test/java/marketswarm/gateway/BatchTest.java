package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import marketswarm.redis.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {

    private final Random random = new Random(7);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tick:A",
                "tick:A,tick:C,news",
                "tick:*",
                "tick:X:*,tick:B",
                "news",
                "events,analysis",
                "tick:A,tick:B,tick:C,tick:D,tick:X:E,news,analysis,events,mesh,snapshot:A"
            })
    void topics_show_of_it_what_they_match_in_its_order(String list) {
        Topics topics = Topics.parse(list);
        List<Message> messages = Stream.generate(this::message).limit(200).toList();

        assertThat(new Batch(messages).of(topics))
                .containsExactlyElementsOf(
                        messages.stream().filter(topics::match).toList());
    }

    @Test
    void what_is_for_everybody_is_shown_once_whatever_the_topics() {
        Message heartbeat = Message.heartbeat(new Position(1, 0, 0), 1);
        Message tick = Message.tick(new Position(2, 0, 0), "A", "{}");

        assertThat(new Batch(List.of(heartbeat, tick)).of(Topics.parse("news"))).containsExactly(heartbeat);
        assertThat(new Batch(List.of(heartbeat, tick)).of(Topics.parse("tick:*")))
                .containsExactly(heartbeat, tick);
    }

    private Message message() {
        Position at = new Position(random.nextInt(1_000), 0, 0);
        String symbol = List.of("A", "B", "C", "D", "X:E").get(random.nextInt(5));
        return switch (random.nextInt(4)) {
            case 0 -> Message.of(StreamTopic.NEWS, at, "u" + random.nextInt(9), "{}");
            case 1 -> Message.of(StreamTopic.EVENTS, at, "", "{}");
            default -> Message.tick(at, symbol, "{}");
        };
    }
}
