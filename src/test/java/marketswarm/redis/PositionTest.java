package marketswarm.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    @Test
    void its_text_is_short_and_url_safe_and_reads_back() {
        Position longest = new Position(Long.MAX_VALUE / 10, Long.MAX_VALUE, -1L);
        assertThat(longest.toString()).matches("[A-Za-z0-9._-]+").hasSizeLessThan(64);
        assertThat(Position.parse(longest.toString())).contains(longest);
        assertThat(new Position(1732270000123L, 4, 35 * 36 + 10)).hasToString("1.1732270000123-4.za");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "1.5", "2.1-1.a", "1.1-1.zzzzzzzzzzzzz", "1.1-9999999999999999999.a", "1.1-1.a\n"})
    void anything_else_is_no_position(String text) {
        assertThat(Position.parse(text)).isEmpty();
    }

    @Test
    void of_two_streams_with_one_id_the_cursor_of_the_first_still_lets_the_second_through() {
        Position a = Position.of(new StreamEntry("a", "5-0", Map.of()));
        Position b = Position.of(new StreamEntry("b", "5-0", Map.of()));
        String first = a.covers(b) ? "b" : "a";
        String second = a.covers(b) ? "a" : "b";
        Position cursor = Position.of(new StreamEntry(first, "5-0", Map.of()));

        assertThat(cursor.lastIn(first)).hasToString("5-0");
        assertThat(cursor.lastIn(second)).hasToString("4-" + Long.MAX_VALUE);
    }

    @Test
    void before_a_millisecond_lies_all_that_is_older_and_nothing_of_it() {
        Position before = Position.before(5);

        assertThat(before.covers(new Position(4, Long.MAX_VALUE, -1L))).isTrue();
        assertThat(before.covers(new Position(5, 0, 0))).isFalse();
        assertThat(before.covers(before)).isTrue();
    }

    @Test
    void the_last_entry_of_another_stream_is_the_one_before_and_before_the_first_there_is_none() {
        assertThat(new Position(7, 3, 0).lastIn("a")).hasToString("7-2");
        assertThat(new Position(7, 0, 0).lastIn("a")).hasToString("6-" + Long.MAX_VALUE);
        assertThat(new Position(1, 0, 0).lastIn("a")).hasToString("0-" + Long.MAX_VALUE);
        assertThat(new Position(0, 0, 0).lastIn("a")).hasToString("0-0");
        assertThat(new Position(7, 3, -1L).lastIn("a")).hasToString("7-3");
    }

    @Test
    void a_stream_is_told_by_the_same_hash_in_every_version_for_browsers_keep_cursors() {
        assertThat(Position.of("a", "5-0"))
                .hasValueSatisfying(
                        it -> assertThat(it).hasToString("1.5-0." + Long.toUnsignedString(0xaf63dc4c8601ec8cL, 36)));
        assertThat(Position.of("a", "x")).isEmpty();
    }
}
