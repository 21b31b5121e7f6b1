package marketswarm.analysis.rules;

import java.util.ArrayList;
import java.util.List;
import marketswarm.analysis.rules.Lexicon.Role;
import marketswarm.analysis.rules.Tone.Reading;

/**
 * A part of a sentence that has its own subject: {@code Apple rose | while Microsoft fell}.
 *
 * @param sentence index of its sentence; 0 is the title
 */
record Clause(int sentence, String text, List<Token> tokens, Reading tone) {

    private Clause times(double weight) {
        return new Clause(sentence, text, tokens, tone.times(weight));
    }

    /** Reads sentences clause by clause. */
    record Reader(Lexicon lexicon, Tone tone) {

        /** What a "but" takes back, and what it brings. */
        private static final double TAKEN_BACK = 0.6;

        private static final double BROUGHT = 1.2;

        List<Clause> read(int sentence, String text) {
            List<Token> tokens = Token.in(text);
            List<Clause> clauses = new ArrayList<>();
            int start = 0;
            double weight = 1;
            for (var span : lexicon.in(tokens)) {
                if (span.value().role() != Role.CLAUSE || span.from() == start) continue;
                clauses.add(clause(sentence, text, tokens.subList(start, span.from()), span.from(), tokens)
                        .times(weight));
                start = span.from();
                boolean point = span.value().sign() > 0;
                if (point) clauses.replaceAll(clause -> clause.times(TAKEN_BACK));
                weight = point ? BROUGHT : 1;
            }
            if (start < tokens.size())
                clauses.add(clause(sentence, text, tokens.subList(start, tokens.size()), tokens.size(), tokens)
                        .times(weight));
            return clauses;
        }

        private Clause clause(int sentence, String text, List<Token> part, int next, List<Token> all) {
            int from = part.get(0).equals(all.get(0)) ? 0 : part.get(0).start(); // a leading $ is no token
            int end = next < all.size() ? all.get(next).start() : text.length();
            boolean joined = !part.get(0).equals(all.get(0))
                    && part.size() > 1; // the word that joins it is no part of what it says
            return new Clause(
                    sentence, text.substring(from, end), part, tone.read(joined ? part.subList(1, part.size()) : part));
        }
    }
}
