package marketswarm.analysis;

import java.util.List;

/** Good and bad news in a run of words, by rules of finance: profit up is good, costs up is bad, a loss narrowed good. */
final class Tone {

    /** How much speaks for and against, each 0 or more; a plain "profit rose" weighs about 1. */
    record Reading(double good, double bad) {

        static final Reading NONE = new Reading(0, 0);

        static Reading of(double value) {
            return value >= 0 ? new Reading(value, 0) : new Reading(0, -value);
        }

        Reading plus(Reading other) {
            return new Reading(good + other.good, bad + other.bad);
        }

        Reading times(double weight) {
            return new Reading(good * weight, bad * weight);
        }

        double evidence() {
            return good + bad;
        }
    }

    private static final double QUESTION = 0.5;

    private final Lexicon lexicon;

    Tone(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    Reading read(List<Token> tokens) {
        Reading reading = new ToneRules(tokens, lexicon.in(tokens)).read();
        // a headline that asks does not say
        return tokens.stream().anyMatch(t -> t.is("?")) ? reading.times(QUESTION) : reading;
    }
}
