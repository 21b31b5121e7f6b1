package marketswarm.analysis.rules;

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

    private static final double QUESTION = 0.2;

    private final Lexicon lexicon;
    private final ToneRules rules;

    Tone(Lexicon lexicon) {
        this.lexicon = lexicon;
        this.rules = new ToneRules(lexicon);
    }

    Reading read(List<Token> tokens) {
        Reading reading = rules.read(new Scene(tokens, lexicon.in(tokens)));
        // a headline that asks does not say
        return tokens.stream().anyMatch(t -> t.is("?")) ? reading.times(QUESTION) : reading;
    }
}
