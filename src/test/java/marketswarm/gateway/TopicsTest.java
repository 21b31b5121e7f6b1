package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import marketswarm.redis.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

    private static final Position AT = new Position(5, 0, 0);

    @Test
    void a_list_in_any_order_is_the_same_topics() {
        assertThat(Topics.parse("news, tick:AAPL,news,snapshot:*"))
                .isEqualTo(Topics.parse("snapshot:*,tick:AAPL,news"));
    }

    @Test
    void a_symbol_matches_itself_and_the_star_matches_all() {
        Message apple = Message.tick(AT, "AAPL", "{}");
        assertThat(Topics.parse("tick:AAPL").match(apple)).isTrue();
        assertThat(Topics.parse("tick:*").match(apple)).isTrue();
        assertThat(Topics.parse("tick:AAP").match(apple)).isFalse();
        assertThat(Topics.parse("snapshot:*").match(apple)).isFalse();
        assertThat(Topics.parse("tick:I:SPX").match(Message.tick(AT, "I:SPX", "{}")))
                .isTrue();
    }

    @Test
    @Timeout(10)
    void many_stars_cost_no_more_than_few_however_alike_the_characters() {
        Topics topics = Topics.parse("tick:" + "*A".repeat(17) + "*B");
        assertThat(topics.ticks("A".repeat(64))).isFalse();
        assertThat(topics.ticks("A".repeat(63) + "B")).isTrue();
        assertThat(Topics.parse("tick:*AB*").ticks("AAABAB")).isTrue();
        assertThat(Topics.parse("tick:AB*BA").ticks("ABA")).isFalse();
    }

    @Test
    void what_stands_between_stars_must_be_there() {
        assertThat(Topics.parse("tick:*AB*").ticks("XXABXX")).isTrue();
        assertThat(Topics.parse("tick:*AB*").ticks("XXAXB")).isFalse();
        assertThat(Topics.parse("tick:*A*B*").ticks("BA")).isFalse();
    }

    @Test
    void there_is_room_for_two_thousand_topics_and_fifty_with_a_star_and_no_more() {
        assertThat(Topics.parse(many(2_000, "tick:S%d")).list()).hasSize(2_000).contains("tick:S7");
        assertThatThrownBy(() -> Topics.parse(many(2_001, "tick:S%d")))
                .hasMessageStartingWith("more than 2000 topics;");
        assertThat(Topics.parse(many(50, "tick:S%d*")).globs()).hasSize(50);
        assertThatThrownBy(() -> Topics.parse(many(51, "tick:S%d*")))
                .hasMessageStartingWith("more than 50 topics with a *;");
    }

    @Test
    void snapshots_and_ticks_are_asked_for_by_themselves() {
        assertThat(Topics.parse("snapshot:AAPL").snapshots("AAPL")).isTrue();
        assertThat(Topics.parse("snapshot:AAPL").ticks("AAPL")).isFalse();
        assertThat(Topics.parse("tick:A*")).isEqualTo(Topics.parse("tick:A*")).isNotEqualTo(Topics.parse("tick:B*"));
        assertThat(Topics.parse("tick:A*")).hasSameHashCodeAs(Topics.parse("tick:A*"));
        assertThat(Topics.parse("tick:A*").globs())
                .isNotEqualTo(Topics.parse("tick:B*").globs());
    }

    private static String many(int count, String name) {
        return IntStream.range(0, count).mapToObj(name::formatted).collect(Collectors.joining(","));
    }

    @Test
    void a_name_that_is_no_topic_is_repeated_only_in_its_beginning() {
        assertThatThrownBy(() -> Topics.parse("x".repeat(5_000)))
                .hasMessageStartingWith("unknown topic " + "x".repeat(60) + "…; accepted: tick:<symbol>");
        assertThatThrownBy(() -> Topics.parse("x".repeat(60)))
                .hasMessageStartingWith("unknown topic " + "x".repeat(60) + "; accepted");
    }

    @Test
    void a_star_anywhere_stands_for_any_run_of_characters() {
        Topics topics = Topics.parse("tick:X:*,tick:A*L,snapshot:*");
        assertThat(topics.match(Message.tick(AT, "X:BTCUSD", "{}"))).isTrue();
        assertThat(topics.match(Message.tick(AT, "AAPL", "{}"))).isTrue();
        assertThat(topics.match(Message.tick(AT, "AAP", "{}"))).isFalse();
        assertThat(topics.match(Message.tick(AT, "C:EURUSD", "{}"))).isFalse();
        assertThat(topics.match(Message.snapshot(AT, "C:EURUSD", "{}"))).isTrue();
        assertThat(Topics.parse("tick:X:*,tick:IBM").symbols(List.of("X:BTCUSD", "AAPL")))
                .containsExactly("IBM", "X:BTCUSD");
        assertThat(topics).isEqualTo(Topics.parse("snapshot:*,tick:A*L,tick:X:*"));
    }

    @Test
    void a_heartbeat_is_for_everybody() {
        assertThat(Topics.parse("mesh").match(Message.heartbeat(AT, 1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticks", "tick:", "tick:A B", "news:x", "tick:A\nid: 1", "event"})
    void an_unknown_topic_is_refused_with_what_is_accepted(String topic) {
        assertThatThrownBy(() -> Topics.parse("news," + topic))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown topic")
                .hasMessageContaining("snapshot:*, news, analysis, briefings, events, mesh");
    }

    @Test
    void no_topics_are_refused() {
        assertThatThrownBy(() -> Topics.parse(" , ")).hasMessageStartingWith("no topics; accepted: tick:<symbol>");
    }

    @Test
    void its_streams_are_those_whose_entries_it_shows() {
        assertThat(Topics.parse("tick:*,snapshot:IBM,news,analysis,briefings,events,mesh")
                        .streams(List.of("AAPL")))
                .containsExactly(
                        "market:tick:AAPL:stream",
                        "market:tick:IBM:stream",
                        "rss:queue",
                        "events:analysis",
                        "events:briefings",
                        "events:market");
        assertThat(Topics.parse("snapshot:*").streams(List.of("AAPL"))).isEmpty();
    }
}
