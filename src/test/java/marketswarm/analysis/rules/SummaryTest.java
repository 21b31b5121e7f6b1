package marketswarm.analysis.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private static final Set<String> STOP_WORDS = Set.of("the", "and", "with", "was");
    private static final String LEAD = "Ardent Motors said on Monday that its profit for the quarter had doubled"
            + " because buyers in Europe took many more of its electric vans than anybody had thought possible.";
    private static final String CENTRAL =
            "The quarter's profit of Ardent Motors came from electric vans and from Europe,"
                    + " where buyers ordered vans for two years ahead and where the price of vans went up in the quarter.";
    private static final String ASIDE = "Lunch was served in a tent behind the main hall.";
    private static final String OTHER =
            "The board proposes a dividend of two dollars a share and a new chief of finance.";
    private static final String LAST =
            "Shares closed at ninety dollars in Frankfurt after a day of heavy trading there.";

    @Test
    void without_a_body_the_title_is_the_summary() {
        Summary summary = new Summary("Profit doubles", List.of(), STOP_WORDS);

        assertThat(summary.text()).isEqualTo("Profit doubles");
        assertThat(summary.bullets(i -> true)).isEmpty();
    }

    @Test
    void a_brief_body_is_told_whole_with_what_follows_its_first_sentence_as_points() {
        Summary summary = new Summary("Profit doubles", List.of("Profit doubled.", "Costs fell.", ASIDE), STOP_WORDS);

        assertThat(summary.text()).isEqualTo("Profit doubled. Costs fell. " + ASIDE);
        assertThat(summary.bullets(i -> i < 2)).containsExactly("Costs fell.");
    }

    @Test
    void of_a_long_body_the_lead_and_what_is_central_are_kept_in_reading_order() {
        Summary summary = new Summary(
                "Ardent Motors doubles its profit with electric vans in Europe",
                List.of(LEAD, ASIDE, OTHER, CENTRAL, LAST),
                STOP_WORDS);

        assertThat(summary.text()).startsWith(LEAD).contains(CENTRAL).doesNotContain(ASIDE);
        assertThat(summary.text().indexOf(CENTRAL)).isGreaterThan(LEAD.length());
    }

    @Test
    void what_repeats_a_chosen_sentence_is_not_chosen_and_what_is_left_over_makes_the_points() {
        Summary summary = new Summary("Ardent Motors", List.of(LEAD, LEAD, OTHER, CENTRAL, LAST), STOP_WORDS);

        assertThat(summary.text().indexOf(LEAD, 1)).isEqualTo(-1);
        assertThat(summary.bullets(i -> i == 1)).containsExactly(LEAD);
        assertThat(summary.bullets(i -> i == 0)).isEmpty();
    }

    @Test
    void there_are_four_points_at_most_in_reading_order_and_none_is_long() {
        String endless = (LEAD + " ").repeat(3).strip(); // repeats the lead, so it is never chosen
        List<String> body =
                List.of(LEAD, "A one.", "B two.", "C three.", "D four.", "E five.", "F six.", endless, CENTRAL);
        List<String> points = new Summary("Ardent Motors", body, STOP_WORDS).bullets(i -> i != 7);

        assertThat(points).hasSize(4).isSortedAccordingTo((a, b) -> body.indexOf(a) - body.indexOf(b));
        assertThat(new Summary("Ardent Motors", body, STOP_WORDS).bullets(i -> i == 7))
                .singleElement()
                .satisfies(point -> assertThat(point)
                        .startsWith("Ardent Motors said on Monday")
                        .hasSizeLessThanOrEqualTo(220));
    }
}
