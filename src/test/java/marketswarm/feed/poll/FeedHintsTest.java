package marketswarm.feed.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedHintsTest {

    @ParameterizedTest
    @CsvSource({
        "<ttl>30</ttl>, 30",
        "<ttl>soon</ttl>, 0",
        "<ttl>999999</ttl>, 1440",
        "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>, 15",
        "<sy:updatePeriod> daily </sy:updatePeriod>, 1440",
        "<sy:updatePeriod>sometimes</sy:updatePeriod>, 0",
        "<syn:updatePeriod>hourly</syn:updatePeriod><ttl>5</ttl>, 60"
    })
    void how_often_it_changes(String head, long minutes) {
        assertThat(FeedHints.of("<rss><channel>" + head + "<item/>").everyMs())
                .isEqualTo(Duration.ofMinutes(minutes).toMillis());
    }

    @Test
    void hours_and_days_that_make_sense_are_skipped() {
        FeedHints hints = FeedHints.of("<channel><skipHours><hour>24</hour><hour> 7 </hour><hour>25</hour></skipHours>"
                + "<skipDays><day>Saturday</day><day>Caturday</day></skipDays><item>");

        assertThat(hints.skipHours()).containsExactlyInAnyOrder(0, 7);
        assertThat(hints.skipDays()).containsExactly(DayOfWeek.SATURDAY);
    }

    @Test
    void a_feed_that_skips_everything_skips_nothing() {
        FeedHints always = new FeedHints(0, Set.of(), Set.of(DayOfWeek.values()));

        assertThat(always.notSkipped(1_000)).isEqualTo(1_000);
    }

    @Test
    void an_entry_says_nothing_about_its_feed() {
        assertThat(FeedHints.of("<channel><item><ttl>30</ttl></item>")).isEqualTo(FeedHints.NONE);
    }

    @Test
    void what_was_kept_reads_back() {
        FeedHints hints = new FeedHints(60_000, Set.of(1, 23), Set.of(DayOfWeek.MONDAY));

        assertThat(hints.text()).isEqualTo("60000;1,23;MONDAY");
        assertThat(FeedHints.parse(hints.text())).isEqualTo(hints);
        assertThat(FeedHints.parse("")).isEqualTo(FeedHints.NONE);
    }
}
