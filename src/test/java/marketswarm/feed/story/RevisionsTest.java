package marketswarm.feed.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import marketswarm.domain.NewsItem;
import marketswarm.redis.NewsStore.Kept;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevisionsTest {

    private static final String FEED = "https://a.example/f";
    private static final String TEXT =
            "The company said on Monday that it would close two plants in the north by the end of"
                    + " next year and move their work to sites abroad.";

    @ParameterizedTest(name = "{0} | {1}")
    @CsvSource(delimiter = '|', textBlock = """
            Acme closes two plants | Acme  Closes Two Plants!
            Acme closes two plants | Acme closes two plants
            """)
    void the_same_words_are_no_revision(String before, String now) {
        assertThat(revision(item(FEED, before, TEXT, 0), item(FEED, now, TEXT.toUpperCase(java.util.Locale.ROOT), 0)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} | {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            Acme closes two plants in north | Acme closes two plants in the north | false
            Acme closes 2 plants | Acme closes 3 plants | true
            Acme will close plants | Acme will not close plants | true
            Acme closes two plants | Unions strike as Acme plans to close plants | true
            """)
    void a_headline_is_work_again_when_it_says_something_else(String before, String now, boolean queued) {
        assertThat(revision(item(FEED, before, TEXT, 0), item(FEED, now, TEXT, 0)))
                .hasValueSatisfying(edition -> assertThat(edition.queued()).isEqualTo(queued));
    }

    @Test
    void a_text_is_work_again_when_much_of_it_is_new() {
        String longer =
                TEXT + " Unions called the plan a betrayal and asked the government to step in before the vote.";

        assertThat(revision(item(FEED, "Acme", TEXT, 0), item(FEED, "Acme", longer, 0))
                        .orElseThrow()
                        .queued())
                .isTrue();
        assertThat(revision(item(FEED, "Acme", TEXT, 0), item(FEED, "Acme", TEXT.replace("north", "North West"), 0))
                        .orElseThrow()
                        .queued())
                .isFalse();
    }

    @Test
    void what_was_known_first_stays_and_revisions_are_counted() {
        NewsItem before = item(FEED, "Acme closes 2 plants", TEXT, 3).withStory("story");

        NewsItem now = revision(before, item(FEED, "Acme closes 3 plants", TEXT, 0))
                .orElseThrow()
                .item();

        assertThat(now.revision()).isEqualTo(4);
        assertThat(now.storyId()).isEqualTo("story");
        assertThat(now.fetchedMs()).isEqualTo(before.fetchedMs());
        assertThat(now.updatedMs()).isEqualTo(99);
    }

    @Test
    void an_item_that_never_rests_is_revised_and_no_longer_work() {
        NewsItem before = item(FEED, "Acme closes 2 plants", TEXT, Revisions.QUEUED_MAX);

        assertThat(revision(before, item(FEED, "Acme closes 3 plants", TEXT, 0))
                        .orElseThrow()
                        .queued())
                .isFalse();
    }

    @Test
    void only_the_feed_that_brought_it_revises_an_item() {
        assertThat(revision(item(FEED, "Acme closes 2 plants", TEXT, 0), item("https://b.example/f", "Acme", "", 0)))
                .isEmpty();
    }

    private static Optional<Edition> revision(NewsItem before, NewsItem now) {
        return Revisions.of(now, new Kept(before, "{}"), 99);
    }

    private static NewsItem item(String feed, String title, String text, int revision) {
        return new NewsItem(
                "u",
                "https://a.example/",
                title,
                text,
                null,
                null,
                "a.example",
                feed,
                "A",
                "c",
                List.of(),
                null,
                null,
                7,
                null,
                8,
                false,
                List.of(),
                "u",
                revision);
    }
}
