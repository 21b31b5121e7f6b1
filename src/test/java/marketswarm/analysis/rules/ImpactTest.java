package marketswarm.analysis.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import marketswarm.domain.Analysis.ContextPrice;
import marketswarm.domain.Analysis.Sentiment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an item begins to matter: what happened, its figures, and what the market does. */
class ImpactTest {

    private static final Sentiment NEUTRAL = new Sentiment("neutral", 0, 0);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Profit rose                           | none
                    Profit rose 3.9%                      | none
                    Profit rose 4%                        | low
                    Profit rose to $9 billion             | none
                    Profit rose to $10 billion            | low
                    50% of users have an account          | none
                    """)
    void a_figure_counts_from_a_size_on_and_where_something_good_or_bad_is_said(String sentence, String impact) {
        assertThat(impact(0, sentence)).isEqualTo(impact);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Profit rose 9.9%     | 1.24   | low
                    Profit rose 9.9%     | 1.25   | medium
                    Profit rose 10%      | 0.74   | low
                    Profit rose 10%      | 0.75   | medium
                    Profit rose          | 2.99   | medium
                    Profit rose          | 3      | high
                    """)
    void the_kind_of_event_and_its_figures_add_up(String sentence, double event, String impact) {
        assertThat(impact(event, sentence)).isEqualTo(impact);
    }

    @ParameterizedTest
    @CsvSource({"1.9, none", "2, low", "-2, low", "4.9, low", "5, low", "-5, low"})
    void a_market_that_moves_makes_it_matter(String changePct, String impact) {
        assertThat(impact(0, "Profit rose", price(changePct, false))).isEqualTo(impact);
    }

    @ParameterizedTest
    @CsvSource({"4.9, low", "5, medium"})
    void a_market_that_moves_far_counts_twice(String changePct, String impact) {
        assertThat(impact(0.5, "Profit rose", price(changePct, false))).isEqualTo(impact);
    }

    @ParameterizedTest
    @CsvSource({"0.8, low", "-0.8, low", "0.79, none"})
    void so_does_a_tone_that_is_clear(double score, String impact) {
        assertThat(Impact.of(
                        new Subjects.Event("other", 0.1), new Sentiment("bullish", score, 1), List.of(), List.of()))
                .isEqualTo(impact);
    }

    @ParameterizedTest
    @CsvSource({"5, true", ", false"})
    void a_price_that_is_old_or_has_no_change_says_nothing(String changePct, boolean stale) {
        assertThat(impact(0, "Profit rose", price(changePct, stale))).isEqualTo("none");
    }

    private static ContextPrice price(String changePct, boolean stale) {
        return new ContextPrice(
                "ACME", BigDecimal.TEN, changePct == null ? null : new BigDecimal(changePct), 1_000, stale);
    }

    private static String impact(double event, String sentence, ContextPrice... context) {
        return Impact.of(
                new Subjects.Event("other", event), NEUTRAL, Sentence.clauses(sentence), Arrays.asList(context));
    }
}
