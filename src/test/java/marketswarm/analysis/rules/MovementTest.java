package marketswarm.analysis.rules;

import static marketswarm.analysis.rules.Sentence.label;
import static marketswarm.analysis.rules.Sentence.read;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a direction does to what it moves; each sentence beside the one that turns it round. */
class MovementTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Profit rose                                               | bullish
                    Profit fell                                               | bearish
                    Costs rose                                                | bearish
                    Costs fell                                                | bullish
                    A drop in costs                                           | bullish
                    A drop in sales                                           | bearish
                    Higher costs hit the group                                | bearish
                    Rising unemployment                                       | bearish
                    Falling unemployment                                      | bullish
                    """)
    void a_direction_is_good_or_bad_by_what_moves(String sentence, String label) {
        assertThat(label(sentence)).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    The decline in orders slowed          | bullish
                    The decline in orders accelerated     | bearish
                    The rise in unemployment slowed       | bullish
                    The rise in unemployment accelerated  | bearish
                    The growth of orders slowed           | bearish
                    """)
    void of_a_movement_that_moves_the_whole_is_told_once(String sentence, String label) {
        assertThat(label(sentence)).isEqualTo(label);
    }

    @Test
    void a_movement_of_nobody_knows_what_counts_where_a_figure_stands_beside_it() {
        assertThat(read("An increase of 5% was announced").good())
                .isGreaterThan(read("An increase was announced").good());
        assertThat(read("A decrease of 5% was announced").bad()).isPositive();
    }

    @Test
    void what_is_denied_turns_round_and_what_is_only_possible_weighs_less() {
        double said = read("Profit rose").good();

        assertThat(read("Profit has not risen").good()).isZero();
        assertThat(read("Profit has not risen").bad()).isPositive();
        assertThat(read("Profit could rise").good()).isPositive().isLessThan(said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Profit fell less than feared                                 | bullish
                    Profit rose less than expected                               | bearish
                    Less than feared, profit fell                                | bullish
                    Profit fell less than feared, and its shares gained 3%       | bullish
                    Profit rose less than expected, and its shares lost ground   | bearish
                    """)
    void what_was_feared_turns_round_what_stands_before_it_and_leaves_the_next_thought_alone(
            String sentence, String label) {
        assertThat(label(sentence)).isEqualTo(label);
    }

    @Test
    void shares_that_gained_have_risen() {
        assertThat(read("Shares gained 5%")).isEqualTo(read("Shares rose 5%"));
    }

    @Test
    void what_hangs_on_a_condition_weighs_less_wherever_that_stands() {
        double said = read("Profit will rise").good();

        assertThat(read("Profit will rise provided that demand holds").good())
                .isPositive()
                .isLessThan(said);
        assertThat(read("Provided that demand holds, profit will rise").good())
                .isPositive()
                .isLessThan(said);
    }

    @Test
    void what_is_conceded_weighs_less_than_what_follows() {
        assertThat(label("While sales rose, profit fell")).isEqualTo("bearish");
        assertThat(label("While sales fell, profit rose")).isEqualTo("bullish");
        assertThat(label("Although costs rose, profit jumped")).isEqualTo("bullish");
    }
}
