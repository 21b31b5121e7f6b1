package marketswarm.analysis.rules;

import static marketswarm.analysis.rules.Sentence.label;
import static marketswarm.analysis.rules.Sentence.read;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What two figures beside each other, a level, an extreme and a size say; each sentence beside the one that turns it round. */
class FiguresTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Net profit was 5 million, compared with 3 million a year earlier          | bullish
                    Net profit was 3 million, compared with 5 million a year earlier          | bearish
                    Net loss was 3 million, compared with 5 million a year earlier            | bullish
                    Net loss was 5 million, compared with 3 million a year earlier            | bearish
                    Net profit was 5 million, compared with 5 million a year earlier          | neutral
                    Net profit was 5%, compared with 3 million a year earlier                 | neutral
                    Net profit of 2 million, compared with a loss of 5 million                | bullish
                    Net loss of 2 million, compared with a profit of 5 million                | bearish
                    Net sales totalled EUR 54.3 mn (EUR 47.1 mn)                              | bullish
                    Net sales totalled EUR 47.1 mn (EUR 54.3 mn)                              | bearish
                    Net sales totalled EUR 54.3 mn (47.1)                                     | bullish
                    Net sales totalled EUR 47.1 mn (54.3)                                     | bearish
                    Net sales totalled EUR 54.3 mn (54.3)                                     | neutral
                    Net sales totalled EUR 54.3 mn (USD 47.1 mn)                              | neutral
                    Net loss totalled EUR 54.3 mn (EUR 47.1 mn)                               | bearish
                    Net sales totalled EUR 54.3 mn (unaudited)                                | neutral
                    Net sales totalled EUR 54.3 million (EUR 47,100 thousand)                 | bullish
                    Sales totalled EUR 2 mn (1,500,000)                                       | bullish
                    Sales totalled EUR 2 mn (2,500,000)                                       | bearish
                    Net sales were EUR 54 in 3 segments, compared with EUR 47                 | bullish
                    Net sales were EUR 47 in 99 segments, compared with EUR 54                | bearish
                    Net profit of 8% in 3 segments, compared with 7%                          | bullish
                    Net profit in 2014 was 5 million, compared with 3 million in 2013         | bullish
                    """)
    void of_two_figures_the_later_one_is_better_or_worse_by_what_they_measure(String sentence, String label) {
        assertThat(label(sentence)).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Profit came in above forecasts             | bullish
                    Profit came in below forecasts             | bearish
                    Profit came in above expectations          | bullish
                    Profit came in below consensus             | bearish
                    Costs came in above expectations           | bearish
                    Costs came in below consensus              | bullish
                    Unemployment at the lowest in six years    | bullish
                    Unemployment at the highest in six years   | bearish
                    Profit at the lowest in six years          | bearish
                    Profit at the highest in six years         | bullish
                    """)
    void a_level_and_an_extreme_are_good_or_bad_by_what_stands_there(String sentence, String label) {
        assertThat(label(sentence)).isEqualTo(label);
    }

    @Test
    void a_movement_weighs_as_much_as_its_percentage_says() {
        double some = read("Profit rose 5%").good();

        assertThat(read("Profit rose").good()).isEqualTo(some);
        assertThat(read("Profit rose 10%").good()).isEqualTo(1.25 * some);
        assertThat(read("Profit rose 9.9%").good()).isEqualTo(some);
        assertThat(read("Profit rose 1%").good()).isEqualTo(some);
        assertThat(read("Profit rose 0.9%").good()).isEqualTo(0.7 * some);
    }

    @Test
    void a_turnaround_weighs_more_than_a_change() {
        assertThat(read("Net profit of 2 million, compared with a loss of 5 million")
                        .good())
                .isGreaterThan(read("Net profit of 5 million, compared with a profit of 2 million")
                        .good());
    }
}
