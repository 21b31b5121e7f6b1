package marketswarm.analysis.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import marketswarm.analysis.Resource;
import marketswarm.domain.Analysis.Sentiment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the rules take from a sentence what an investor takes from it. Tuned on one half of what was written before
 * any tuning, never on the other; the news came after a first round of it, the fresh ones after the second, the unseen
 * ones before the third by one who did not look at the rules. Printed, so that a change of the rules shows what it is worth.
 */
class ToneAccuracyTest {

    private static final List<String> LABELS = List.of("bullish", "bearish", "neutral");

    private record Labelled(String label, String kind, String sentence) {}

    private record Judged(Labelled truth, Sentiment said) {

        /** Both at once is neither, where only one may be said. */
        String label() {
            return said.label().equals("mixed") ? "neutral" : said.label();
        }

        boolean right() {
            return label().equals(truth.label());
        }
    }

    private final Lexicon lexicon = new Lexicon();
    private final Clause.Reader reader = new Clause.Reader(lexicon, new Tone(lexicon));

    /** The floors lie below what was measured, so that a small change may cost a sentence, and a bad one is noticed. */
    @ParameterizedTest
    @CsvSource({"tuning, 0.90", "heldout, 0.85", "news, 0.80", "fresh, 0.60", "unseen, 0.80"})
    void labelled_sentences_are_read_far_better_than_always_neutral(String set, double floor) {
        List<Judged> judged = labelled(set).map(this::judged).toList();
        List<Judged> silent =
                judged.stream().map(j -> new Judged(j.truth(), Verdict.UNKNOWN)).toList();
        print(set, judged, macroF1(silent));
        assertThat(macroF1(judged)).isGreaterThanOrEqualTo(floor).isGreaterThan(2 * macroF1(silent));
        assertThat(brier(judged)).as("better than a shrug").isLessThan(0.2);
    }

    private static void print(String set, List<Judged> judged, double neutral) {
        System.out.printf(
                "tone, %s: accuracy %.3f, macro-F1 %.3f of %d sentences (always neutral: %.3f); hard ones %.3f; Brier"
                        + " %.3f, ECE %.3f%n",
                set,
                accuracy(judged),
                macroF1(judged),
                judged.size(),
                neutral,
                accuracy(hard(judged)),
                brier(judged),
                ece(judged));
        if (set.equals("tuning"))
            judged.stream()
                    .filter(j -> !j.right())
                    .forEach(j -> System.out.println("  " + j.truth().label() + " but " + j.label() + ": "
                            + j.truth().sentence()));
    }

    private static Stream<Labelled> labelled(String half) {
        return Resource.text("/analysis/tone-" + half + ".txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\\|", 3))
                .map(parts -> new Labelled(parts[0], parts[1], parts[2]));
    }

    private Judged judged(Labelled labelled) {
        return new Judged(labelled, Verdict.of(Subjects.tone(reader.read(0, labelled.sentence()))));
    }

    private static List<Judged> hard(List<Judged> judged) {
        return judged.stream()
                .filter(j -> !List.of("easy", "facts").contains(j.truth().kind()))
                .toList();
    }

    private static double accuracy(List<Judged> judged) {
        return judged.stream().filter(Judged::right).count() / (double) judged.size();
    }

    private static double macroF1(List<Judged> judged) {
        return LABELS.stream()
                .mapToDouble(label -> {
                    long hit = judged.stream()
                            .filter(j -> j.right() && j.label().equals(label))
                            .count();
                    long said =
                            judged.stream().filter(j -> j.label().equals(label)).count();
                    long meant = judged.stream()
                            .filter(j -> j.truth().label().equals(label))
                            .count();
                    return said + meant == 0 ? 0 : 2.0 * hit / (said + meant);
                })
                .average()
                .orElse(0);
    }

    /** Mean squared distance of the confidence from what came true: 0 is best, 0.25 says nothing. */
    private static double brier(List<Judged> judged) {
        return judged.stream()
                .mapToDouble(j -> Math.pow(j.said().confidence() - (j.right() ? 1 : 0), 2))
                .average()
                .orElse(0);
    }

    /** Expected calibration error over ten bins: how far confidence and accuracy are apart where they are far apart. */
    private static double ece(List<Judged> judged) {
        double sum = 0;
        for (int bin = 0; bin < 10; bin++) {
            int b = bin;
            List<Judged> in = new ArrayList<>(judged.stream()
                    .filter(j -> Math.min(9, (int) (j.said().confidence() * 10)) == b)
                    .toList());
            if (in.isEmpty()) continue;
            double sure = mean(in.stream().mapToDouble(j -> j.said().confidence()));
            sum += in.size() * Math.abs(sure - accuracy(in));
        }
        return sum / judged.size();
    }

    private static double mean(DoubleStream values) {
        return values.average().orElse(0);
    }
}
