package marketswarm.feed.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PollPlanTest {

    private static final long NOW = Instant.parse("2024-05-01T12:00:00Z").toEpochMilli();
    private static final Pace FIVE_MINUTES = new Pace(Duration.ofMinutes(5), Duration.ofMinutes(15), true);
    private static final String URL = "https://a.example/feed";

    @Test
    void a_good_feed_comes_round_after_its_interval_give_or_take_a_tenth() {
        assertThat(IntStream.range(0, 500).mapToLong(i -> secondsAfter("https://a.example/" + i, 200, 0, Map.of())))
                .allMatch(s -> s >= 270 && s <= 330)
                .anyMatch(s -> s < 280)
                .anyMatch(s -> s > 320);
    }

    @Test
    void the_same_feed_at_the_same_time_gets_the_same_answer() {
        PollOutcome outcome = outcome(URL, 200, 0, 0, Map.of(), FeedHints.NONE);

        assertThat(PollPlan.nextDueMs(NOW, FIVE_MINUTES, outcome))
                .isEqualTo(PollPlan.nextDueMs(NOW, FIVE_MINUTES, outcome))
                .isNotEqualTo(PollPlan.nextDueMs(NOW + 1, FIVE_MINUTES, outcome) - 1);
    }

    @Test
    void a_quiet_feed_is_left_a_quarter_of_the_time_that_it_was_quiet_up_to_the_longest_interval() {
        assertThat(quiet(Duration.ofMinutes(12))).isBetween(270L, 330L);
        assertThat(quiet(Duration.ofMinutes(40))).isBetween(540L, 660L);
        assertThat(quiet(Duration.ofDays(3))).isBetween(810L, 990L);
    }

    @Test
    void every_error_doubles_the_wait_up_to_four_hours() {
        assertThat(secondsAfter(URL, 500, 1, Map.of())).isBetween(540L, 660L);
        assertThat(secondsAfter(URL, 0, 3, Map.of())).isBetween(2160L, 2640L);
        assertThat(secondsAfter(URL, 500, 1_000_000, Map.of())).isBetween(12_960L, 15_840L);
    }

    @Test
    void a_longer_interval_is_not_shortened_by_the_cap() {
        Pace slow = new Pace(Duration.ofHours(12), Duration.ofMinutes(15), true);
        long due = PollPlan.nextDueMs(NOW, slow, outcome(URL, 500, 4, 0, Map.of(), FeedHints.NONE));

        assertThat(Duration.ofMillis(due - NOW)).isBetween(Duration.ofMinutes(648), Duration.ofMinutes(792));
    }

    @Test
    void retry_after_is_honoured_in_seconds_and_as_a_date() {
        assertThat(secondsAfter(URL, 429, 1, Map.of("Retry-After", "3600"))).isEqualTo(3600);
        assertThat(secondsAfter(URL, 503, 1, Map.of("Retry-After", "Wed, 01 May 2024 13:30:00 GMT")))
                .isEqualTo(5400);
    }

    @Test
    void retry_after_never_hurries_and_never_kills() {
        assertThat(secondsAfter(URL, 429, 1, Map.of("Retry-After", "1"))).isBetween(540L, 660L);
        assertThat(secondsAfter(URL, 429, 1, Map.of("Retry-After", "Wed, 01 May 2019 13:30:00 GMT")))
                .isBetween(540L, 660L);
        assertThat(secondsAfter(URL, 429, 1, Map.of("Retry-After", "soon"))).isBetween(540L, 660L);
        assertThat(secondsAfter(URL, 429, 1, Map.of("Retry-After", "999999999")))
                .isEqualTo(86_400);
        assertThat(secondsAfter(URL, 500, 1, Map.of("Retry-After", "3600"))).isBetween(540L, 660L);
    }

    @Test
    void a_host_is_left_alone_when_it_says_so_or_says_too_many() {
        assertThat(PollPlan.leftAloneMs(NOW, outcome(URL, 503, 1, 0, Map.of("Retry-After", "60"), FeedHints.NONE)))
                .isEqualTo(60_000);
        assertThat(PollPlan.leftAloneMs(NOW, outcome(URL, 429, 1, 0, Map.of(), FeedHints.NONE)))
                .isEqualTo(300_000);
        assertThat(PollPlan.leftAloneMs(NOW, outcome(URL, 503, 1, 0, Map.of(), FeedHints.NONE)))
                .isZero();
        assertThat(PollPlan.leftAloneMs(NOW, outcome(URL, 200, 0, 0, Map.of("Retry-After", "60"), FeedHints.NONE)))
                .isZero();
    }

    @Test
    void max_age_is_a_lower_bound_of_at_most_an_hour() {
        assertThat(secondsAfter(URL, 200, 0, Map.of("Cache-Control", "public, max-age=1200")))
                .isEqualTo(1200);
        assertThat(secondsAfter(URL, 304, 0, Map.of("Cache-Control", "max-age=86400")))
                .isEqualTo(3600);
        assertThat(secondsAfter(URL, 200, 0, Map.of("Cache-Control", "max-age=10")))
                .isBetween(270L, 330L);
        assertThat(secondsAfter(URL, 200, 0, Map.of("Cache-Control", "s-max-age=9000, no-cache")))
                .isBetween(270L, 330L);
        assertThat(secondsAfter(URL, 200, 0, Map.of("Cache-Control", "max-age=1200", "Age", "300")))
                .isEqualTo(900);
    }

    @Test
    void expires_counts_from_the_date_of_the_answer_and_only_without_max_age() {
        Map<String, String> expires =
                Map.of("Date", "Wed, 01 May 2024 09:00:00 GMT", "Expires", "Wed, 01 May 2024 09:20:00 GMT");

        assertThat(secondsAfter(URL, 200, 0, expires)).isEqualTo(1200);
        assertThat(secondsAfter(URL, 200, 0, Map.of("Expires", "0"))).isBetween(270L, 330L);
    }

    @Test
    void what_the_feed_says_itself_is_honoured_unless_truth_says_not_to() {
        FeedHints hourly = FeedHints.of("<rss><channel><ttl>60</ttl><item>");
        PollOutcome outcome = outcome(URL, 200, 0, 0, Map.of(), hourly);
        Pace deaf = new Pace(Duration.ofMinutes(5), Duration.ofMinutes(15), false);

        assertThat((PollPlan.nextDueMs(NOW, FIVE_MINUTES, outcome) - NOW) / 1000)
                .isEqualTo(3600);
        assertThat((PollPlan.nextDueMs(NOW, deaf, outcome) - NOW) / 1000).isBetween(270L, 330L);
    }

    @Test
    void hours_and_days_that_the_feed_skips_are_waited_out() {
        FeedHints noon = FeedHints.of("<rss><channel><skipHours><hour>12</hour><hour>13</hour></skipHours><item>");
        FeedHints wednesday = FeedHints.of("<rss><channel><skipDays><day>Wednesday</day></skipDays><item>");

        assertThat(Instant.ofEpochMilli(PollPlan.nextDueMs(NOW, FIVE_MINUTES, outcome(URL, 200, 0, 0, Map.of(), noon))))
                .isEqualTo("2024-05-01T14:00:00Z");
        assertThat(Instant.ofEpochMilli(
                        PollPlan.nextDueMs(NOW, FIVE_MINUTES, outcome(URL, 200, 0, 0, Map.of(), wednesday))))
                .isEqualTo("2024-05-02T00:00:00Z");
    }

    @Test
    void a_feed_that_is_gone_is_looked_at_once_a_day() {
        assertThat(secondsAfter(URL, 410, 1, Map.of())).isBetween(77_760L, 95_040L);
    }

    private static long quiet(Duration quiet) {
        PollOutcome outcome = outcome(URL, 304, 0, quiet.toMillis(), Map.of(), FeedHints.NONE);
        return (PollPlan.nextDueMs(NOW, FIVE_MINUTES, outcome) - NOW) / 1000;
    }

    private static long secondsAfter(String url, int status, int streak, Map<String, String> headers) {
        return (PollPlan.nextDueMs(NOW, FIVE_MINUTES, outcome(url, status, streak, 0, headers, FeedHints.NONE)) - NOW)
                / 1000;
    }

    private static PollOutcome outcome(
            String url, int status, int streak, long quietMs, Map<String, String> headers, FeedHints hints) {
        return new PollOutcome(url, status, streak, quietMs, false, headers::get, hints);
    }
}
