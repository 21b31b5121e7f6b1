package marketswarm.feed.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How well symbols are linked, on texts labelled by hand. */
class TickerTextsTest {

    private static final Path TEXTS = Path.of("src/test/resources/news/ticker-texts.txt");
    private static final Set<String> KNOWN = Set.of(
            "AAPL",
            "MSFT",
            "NVDA",
            "TSLA",
            "SPY",
            "QQQ",
            "ALL",
            "IT",
            "ON",
            "KEY",
            "F",
            "T",
            "C",
            "CAT",
            "NOW",
            "COST",
            "AI",
            "A",
            "RUN",
            "GOLD",
            "SOFI",
            "NIO",
            "ENB",
            "TIME",
            "X:BTCUSD");

    private final Tickers tickers = new Tickers(() -> KNOWN);

    private record Labelled(boolean hard, Set<String> symbols, String text) {}

    private record Figures(int right, int wrong, int missed) {

        double precision() {
            return (double) right / (right + wrong);
        }

        double recall() {
            return (double) right / (right + missed);
        }
    }

    @Test
    void texts_that_were_not_settled_on_are_linked() throws IOException {
        List<Labelled> texts = texts("[held out]");

        Figures figures = measured(texts);

        assertThat(texts).hasSizeGreaterThanOrEqualTo(60);
        assertThat(texts.stream().filter(Labelled::hard).count()).isGreaterThanOrEqualTo(texts.size() / 2);
        assertThat(figures.precision()).as("precision").isGreaterThanOrEqualTo(0.95);
        assertThat(figures.recall()).as("recall").isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void texts_that_the_rules_were_settled_on_are_linked() throws IOException {
        Figures figures = measured(texts("[settled on]"));

        assertThat(figures.precision()).as("precision").isEqualTo(1);
        assertThat(figures.recall()).as("recall").isEqualTo(1);
    }

    private Figures measured(List<Labelled> texts) {
        int right = 0;
        int wrong = 0;
        int missed = 0;
        for (Labelled labelled : texts) {
            Set<String> found = tickers.mentions(labelled.text()).stream()
                    .map(Tickers.Mention::symbol)
                    .collect(Collectors.toSet());
            Set<String> both = new HashSet<>(found);
            both.retainAll(labelled.symbols());
            right += both.size();
            wrong += found.size() - both.size();
            missed += labelled.symbols().size() - both.size();
            if (!found.equals(labelled.symbols()))
                System.out.println("tickers: found " + found + ", not " + labelled.symbols() + ": " + labelled.text());
        }
        Figures figures = new Figures(right, wrong, missed);
        System.out.printf(
                Locale.ROOT,
                "tickers: %d texts: right %d, wrong %d, missed %d: precision %.3f, recall %.3f%n",
                texts.size(),
                right,
                wrong,
                missed,
                figures.precision(),
                figures.recall());
        return figures;
    }

    private static List<Labelled> texts(String part) throws IOException {
        List<Labelled> texts = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(TEXTS)) {
            if (line.startsWith("[")) inside = line.equals(part);
            else if (inside) {
                String[] fields = line.split(" \\| ", 3);
                texts.add(new Labelled(
                        fields[0].equals("hard"),
                        fields[1].equals("-") ? Set.of() : Set.of(fields[1].split(" ")),
                        fields[2]));
            }
        }
        return texts;
    }
}
