package marketswarm.analysis.rules;

import java.util.List;
import marketswarm.analysis.rules.Tone.Reading;

/** One sentence as the rules read it. */
final class Sentence {

    private static final Lexicon LEXICON = new Lexicon();
    private static final Clause.Reader READER = new Clause.Reader(LEXICON, new Tone(LEXICON));

    private Sentence() {}

    static List<Clause> clauses(String sentence) {
        return READER.read(0, sentence);
    }

    static Reading read(String sentence) {
        return clauses(sentence).stream().map(Clause::tone).reduce(Reading.NONE, Reading::plus);
    }

    static String label(String sentence) {
        return Verdict.of(read(sentence)).label();
    }
}
