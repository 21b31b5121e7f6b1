package marketswarm.feed.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import marketswarm.feed.read.ParsedFeed;
import marketswarm.feed.read.Rejected;
import org.junit.jupiter.api.Test;

class FeedStateTest {

    private static final FeedState READ = FeedState.fresh("https://a.example/feed", "tech")
            .read(new ParsedFeed("A", List.of(), List.of(new Rejected("r", "e"))), 3, "\"v1\"", null, 1000, 2000);

    @Test
    void its_key_is_the_hash_of_the_address() {
        assertThat(FeedState.key("https://a.example/feed"))
                .isEqualTo("rss:feed:9cda830cc446a7a75d2384f84b624c78cdb0b0a7");
    }

    @Test
    void every_field_is_written_absent_ones_empty() {
        assertThat(READ.toFields())
                .containsExactly(
                        entry("url", "https://a.example/feed"),
                        entry("category", "tech"),
                        entry("address", ""),
                        entry("title", "A"),
                        entry("etag", "\"v1\""),
                        entry("last_modified", ""),
                        entry("status", "200"),
                        entry("error", ""),
                        entry("error_streak", "0"),
                        entry("polled_ms", "1000"),
                        entry("next_ms", "2000"),
                        entry("items", "1"),
                        entry("new_items", "3"));
    }

    @Test
    void what_was_written_reads_back() {
        FeedState failed = READ.failed(500, "feed: no", 3000, 4000);

        assertThat(FeedState.of(READ.toFields())).isEqualTo(READ);
        assertThat(FeedState.of(failed.toFields())).isEqualTo(failed);
    }

    @Test
    void failures_add_up_and_keep_the_validators() {
        FeedState twice = READ.failed(500, "feed: no", 3000, 4000).failed(0, "feed: still no", 5000, 6000);

        assertThat(twice.errorStreak()).isEqualTo(2);
        assertThat(twice.etag()).isEqualTo("\"v1\"");
        assertThat(twice.error()).isEqualTo("feed: still no");
    }

    @Test
    void not_modified_ends_a_streak_and_takes_a_new_validator() {
        FeedState unchanged = READ.failed(500, "feed: no", 3000, 4000).unchanged("\"v2\"", null, 5000, 6000);

        assertThat(unchanged.errorStreak()).isZero();
        assertThat(unchanged.error()).isNull();
        assertThat(unchanged.etag()).isEqualTo("\"v2\"");
        assertThat(unchanged.newItems()).isEqualTo(3);
    }

    @Test
    void a_hash_that_is_no_feed_is_refused() {
        assertThatThrownBy(() -> FeedState.of(Map.of("url", "https://a.example/feed")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("feed: state without category");
    }
}
