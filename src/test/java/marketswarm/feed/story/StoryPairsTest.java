package marketswarm.feed.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How well headlines that tell the same are told from those that do not, on pairs labelled by hand. */
class StoryPairsTest {

    private static final Path PAIRS = Path.of("src/test/resources/news/story-pairs.txt");

    private final Tickers tickers = new Tickers(Set::of);
    private final StoryWords words = StoryWords.builtIn();

    private record Pair(boolean same, boolean hard, String one, String other) {}

    @Test
    void headlines_that_were_not_settled_on_are_told_apart() throws IOException {
        List<Pair> pairs = pairs("[held out]");

        Figures figures = measured(pairs);

        assertThat(pairs).hasSizeGreaterThanOrEqualTo(60);
        assertThat(pairs.stream().filter(Pair::hard).count()).isGreaterThanOrEqualTo(pairs.size() / 2);
        assertThat(figures.precision()).as("precision").isGreaterThanOrEqualTo(0.9);
        assertThat(figures.recall()).as("recall").isGreaterThanOrEqualTo(0.85);
    }

    @Test
    void headlines_that_the_rules_were_settled_on_are_told_apart() throws IOException {
        Figures figures = measured(pairs("[settled on]"));

        assertThat(figures.precision()).as("precision").isGreaterThanOrEqualTo(0.9);
        assertThat(figures.recall()).as("recall").isGreaterThanOrEqualTo(0.8);
    }

    private record Figures(int found, int missed, int wrong, int apart) {

        double precision() {
            return (double) found / (found + wrong);
        }

        double recall() {
            return (double) found / (found + missed);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "same found %d, missed %d; different taken for same %d, told apart %d: precision %.3f, recall %.3f",
                    found,
                    missed,
                    wrong,
                    apart,
                    precision(),
                    recall());
        }
    }

    private Figures measured(List<Pair> pairs) {
        int[] counts = new int[4];
        for (Pair pair : pairs) {
            double alike = headline(pair.one()).alike(headline(pair.other()), 0);
            boolean same = alike >= Stories.ALIKE;
            counts[pair.same() ? (same ? 0 : 1) : (same ? 2 : 3)]++;
            if (same != pair.same())
                System.out.printf(
                        Locale.ROOT,
                        "stories: %s taken for %s (%.2f): %s | %s%n",
                        pair.same() ? "same" : "different",
                        same ? "same" : "different",
                        alike,
                        pair.one(),
                        pair.other());
        }
        Figures figures = new Figures(counts[0], counts[1], counts[2], counts[3]);
        System.out.println("stories: " + pairs.size() + " pairs: " + figures);
        return figures;
    }

    private Headline headline(String title) {
        return Headline.of(title, tickers, words);
    }

    private static List<Pair> pairs(String part) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(PAIRS)) {
            if (line.startsWith("[")) inside = line.equals(part);
            else if (inside && !line.isBlank()) {
                String[] fields = line.split(" \\| ", -1);
                pairs.add(new Pair(fields[0].startsWith("same"), fields[0].endsWith("hard"), fields[1], fields[2]));
            }
        }
        return pairs;
    }
}
