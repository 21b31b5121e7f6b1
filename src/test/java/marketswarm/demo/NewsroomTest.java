package marketswarm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NewsroomTest {

    private final Newsroom newsroom = Newsroom.open();

    @Test
    void has_about_sixty_templates_of_every_tone() {
        assertThat(newsroom.templates()).hasSizeGreaterThanOrEqualTo(60);
        for (String tone : List.of("positive", "negative", "neutral")) {
            assertThat(newsroom.templates())
                    .filteredOn(template -> template.tone().equals(tone))
                    .hasSizeGreaterThan(10);
        }
    }

    @Test
    void fills_every_slot_of_every_template_and_marks_the_body() {
        var random = new Random(1);
        assertThat(newsroom.templates()).allSatisfy(template -> {
            Newsroom.Story story = newsroom.write(template, random);
            assertThat(story.title()).doesNotContain("{").doesNotContain("}");
            assertThat(story.body()).doesNotContain("{").endsWith(" (Simulated item.)");
        });
    }

    @Test
    void a_rival_is_another_company() {
        var template = new Newsroom.Template("tech", "deals", "neutral", "{symbol} {rival_symbol}", "");
        var random = new Random(1);
        for (int n = 0; n < 200; n++) {
            String[] symbols = newsroom.write(template, random).title().split(" ", -1);
            assertThat(symbols[0]).isNotEqualTo(symbols[1]);
        }
    }
}
