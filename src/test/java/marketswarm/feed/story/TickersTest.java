package marketswarm.feed.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import marketswarm.domain.NewsItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickersTest {

    private final Tickers tickers = new Tickers(() -> Set.of("AAPL", "NVDA", "ALL", "F", "SPY", "BRK.B", "AI"));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            $TSLA and $BRK-B jump              | TSLA BRK.B
            Acme (NASDAQ: ACME) soars          | ACME
            Berkshire (NYSE:BRK.B) buys        | BRK.B
            Twins (NYSE: BRK.A, BRK.B) trade   | BRK.A BRK.B
            Ford (NYSE: F) recalls             | F
            SPY slips, AAPL gains              | SPY AAPL
            Apple sues Google over Nvidia chip | AAPL GOOGL NVDA
            AT&T’s profit                      | T
            JPMorgan Chase raises targets      | JPM
            Warren Buffett's Berkshire Hathaway| BRK.B
            """)
    void finds(String title, String expected) {
        assertThat(tickers.named(item(title))).containsExactly(expected.split(" "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ALL eyes on AI
            Plan F fails
            Pineapple, apple and Applebee's
            US$500 for $5 and $AAPLX5
            SPYGLASS and e-SPY, AAPL.com
            AAPL AND NVDA RALLY
            MSFT is not known here
            Target missed, visa rules and block parties
            """)
    void is_not_taken_in_by(String title) {
        assertThat(tickers.named(item(title))).isEmpty();
    }

    @Test
    void keeps_eight_in_the_order_of_first_mention() {
        assertThat(tickers.named(item("$I $H $G $I $F $E $D $C $B $A")))
                .containsExactly("I", "H", "G", "F", "E", "D", "C", "B");
    }

    @Test
    void reads_title_before_summary_before_text() {
        NewsItem item = item("$ONE", "$TWO and $ONE", "$THREE");

        assertThat(tickers.named(item)).containsExactly("ONE", "TWO", "THREE");
    }

    private static NewsItem item(String title) {
        return item(title, "", null);
    }

    private static NewsItem item(String title, String summary, String text) {
        return new NewsItem(
                "u",
                "https://a.example/",
                title,
                summary,
                text,
                null,
                "a.example",
                "https://a.example/f",
                "A",
                "c",
                List.of(),
                null,
                null,
                0,
                null,
                0,
                false,
                List.of(),
                "u");
    }
}
