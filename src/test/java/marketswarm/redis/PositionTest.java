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
}
