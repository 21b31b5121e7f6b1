package marketswarm.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PollPlanTest {

    private static final long NOW = Instant.parse("2024-05-01T12:00:00Z").toEpochMilli();
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final String URL = "https://a.example/feed";

    @Test
    void a_good_feed_comes_round_after_its_interval_give_or_take_a_tenth() {
        assertThat(IntStream.range(0, 500).mapToLong(i -> secondsAfter("https://a.example/" + i, 200, 0, null, null)))
                .allMatch(s -> s >= 270 && s <= 330)
                .anyMatch(s -> s < 280)
                .anyMatch(s -> s > 320);
    }

    @Test
    void the_same_feed_at_the_same_time_gets_the_same_answer() {
        PollOutcome outcome = new PollOutcome(URL, 200, 0, null, null);

        assertThat(PollPlan.nextDueMs(NOW, FIVE_MINUTES, outcome))
                .isEqualTo(PollPlan.nextDueMs(NOW, FIVE_MINUTES, outcome))
                .isNotEqualTo(PollPlan.nextDueMs(NOW + 1, FIVE_MINUTES, outcome) - 1);
    }

    @Test
    void every_error_doubles_the_wait_up_to_four_hours() {
        assertThat(secondsAfter(URL, 500, 1, null, null)).isBetween(540L, 660L);
        assertThat(secondsAfter(URL, 0, 3, null, null)).isBetween(2160L, 2640L);
        assertThat(secondsAfter(URL, 500, 1_000_000, null, null)).isBetween(12_960L, 15_840L);
    }

    @Test
    void a_longer_interval_is_not_shortened_by_the_cap() {
        long due = PollPlan.nextDueMs(NOW, Duration.ofHours(12), new PollOutcome(URL, 500, 4, null, null));

        assertThat(Duration.ofMillis(due - NOW)).isBetween(Duration.ofMinutes(648), Duration.ofMinutes(792));
    }

    @Test
    void retry_after_is_honoured_in_seconds_and_as_a_date() {
        assertThat(secondsAfter(URL, 429, 1, "3600", null)).isEqualTo(3600);
        assertThat(secondsAfter(URL, 503, 1, "Wed, 01 May 2024 13:30:00 GMT", null))
                .isEqualTo(5400);
    }

    @Test
    void retry_after_never_hurries_and_never_kills() {
        assertThat(secondsAfter(URL, 429, 1, "1", null)).isBetween(540L, 660L);
        assertThat(secondsAfter(URL, 429, 1, "Wed, 01 May 2019 13:30:00 GMT", null))
                .isBetween(540L, 660L);
        assertThat(secondsAfter(URL, 429, 1, "soon", null)).isBetween(540L, 660L);
        assertThat(secondsAfter(URL, 429, 1, "999999999", null)).isEqualTo(86_400);
        assertThat(secondsAfter(URL, 500, 1, "3600", null)).isBetween(540L, 660L);
    }

    @Test
    void max_age_is_a_lower_bound_of_at_most_an_hour() {
        assertThat(secondsAfter(URL, 200, 0, null, "public, max-age=1200")).isEqualTo(1200);
        assertThat(secondsAfter(URL, 304, 0, null, "max-age=86400")).isEqualTo(3600);
        assertThat(secondsAfter(URL, 200, 0, null, "max-age=10")).isBetween(270L, 330L);
        assertThat(secondsAfter(URL, 200, 0, null, "s-max-age=9000, no-cache")).isBetween(270L, 330L);
    }

    @Test
    void a_feed_that_is_gone_is_looked_at_once_a_day() {
        assertThat(secondsAfter(URL, 410, 1, null, null)).isBetween(77_760L, 95_040L);
    }

    private static long secondsAfter(String url, int status, int streak, String retryAfter, String cacheControl) {
        PollOutcome outcome = new PollOutcome(url, status, streak, retryAfter, cacheControl);
        return (PollPlan.nextDueMs(NOW, FIVE_MINUTES, outcome) - NOW) / 1000;
    }
}
