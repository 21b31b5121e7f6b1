package marketswarm.analysis.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentencesTest {

    private final Sentences sentences = new Sentences();

    @Test
    void abbreviations_do_not_end_a_sentence() {
        assertThat(sentences.in(
                        "Apple Inc. Chief Tim Cook met U.S. Treasury staff. Mr. Cook left at 5 p.m. The end.", 9))
                .containsExactly(
                        "Apple Inc. Chief Tim Cook met U.S. Treasury staff.", "Mr. Cook left at 5 p.m.", "The end.");
    }

    @Test
    void boilerplate_is_dropped() {
        assertThat(sentences.in(
                        "Profit rose. Read more. The post Profit rose appeared first on Example. (Simulated item.)"
                                + " Sign up for our newsletter!",
                        9))
                .containsExactly("Profit rose.");
    }

    @Test
    void decimals_and_percentages_stay_whole() {
        assertThat(sentences.in("It rose 3.5% to 1.2 billion. Costs fell.", 9))
                .containsExactly("It rose 3.5% to 1.2 billion.", "Costs fell.");
    }
}
