package marketswarm.analysis.rules;

import marketswarm.analysis.rules.Tone.Reading;
import marketswarm.domain.Analysis.Sentiment;

/** From good and bad weighed together to a label, a score and how sure the rules may be of it. */
final class Verdict {

    static final Sentiment UNKNOWN = new Sentiment("neutral", 0, 0);

    private static final double ENOUGH = 0.35;
    private static final double DAMPING = 0.6;
    /** How often silence does mean that there is nothing to say, as measured; see ToneAccuracyTest. */
    private static final double SILENCE = 0.75;
    /** How often one weak word is right. */
    private static final double GUESS = 0.55;
    /** Rules of thumb are never surer than this. */
    private static final double CEILING = 0.95;

    private Verdict() {}

    static Sentiment of(Reading reading) {
        double evidence = reading.evidence();
        double score = (reading.good() - reading.bad()) / (evidence + DAMPING);
        String label = label(reading, score);
        double agreement = evidence == 0 ? 0 : Math.abs(reading.good() - reading.bad()) / evidence;
        double seen = 1 - Math.exp(-evidence / 1.2);
        double confidence = switch (label) {
            case "neutral" -> SILENCE - 0.15 * seen;
            case "mixed" -> 0.55;
            default -> GUESS + (CEILING - GUESS) * seen * agreement;
        };
        return new Sentiment(label, round(score), round(confidence));
    }

    private static String label(Reading reading, double score) {
        double weaker = Math.min(reading.good(), reading.bad());
        double stronger = Math.max(reading.good(), reading.bad());
        if (weaker >= 0.6 && weaker >= 0.6 * stronger) return "mixed";
        if (stronger < ENOUGH || Math.abs(score) < 0.12) return "neutral";
        return score > 0 ? "bullish" : "bearish";
    }

    static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
