package marketswarm.analysis;

import java.util.ArrayList;
import java.util.List;
import marketswarm.analysis.Lexicon.Role;
import marketswarm.analysis.Tone.Reading;

/**
 * A part of a sentence that has its own subject: {@code Apple rose | while Microsoft fell}.
 *
 * @param sentence index of its sentence; 0 is the title
 */
record Clause(int sentence, String text, List<Token> tokens, Reading tone) {

    /** Reads sentences clause by clause. */
    record Reader(Lexicon lexicon, Tone tone) {

        List<Clause> read(int sentence, String text) {
            List<Token> tokens = Token.in(text);
            List<Clause> clauses = new ArrayList<>();
            int start = 0;
            for (var span : lexicon.in(tokens)) {
                if (span.value().role() != Role.CLAUSE || span.from() == start) continue;
                clauses.add(clause(sentence, text, tokens.subList(start, span.from()), span.from(), tokens));
                start = span.from();
            }
            if (start < tokens.size())
                clauses.add(clause(sentence, text, tokens.subList(start, tokens.size()), tokens.size(), tokens));
            return clauses;
        }

        private Clause clause(int sentence, String text, List<Token> part, int next, List<Token> all) {
            int from = part.get(0).equals(all.get(0)) ? 0 : part.get(0).start(); // a leading $ is no token
            int end = next < all.size() ? all.get(next).start() : text.length();
            return new Clause(sentence, text.substring(from, end), part, tone.read(part));
        }
    }
}
