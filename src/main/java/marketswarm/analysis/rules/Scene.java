package marketswarm.analysis.rules;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import marketswarm.analysis.rules.Lexicon.Entry;
import marketswarm.analysis.rules.Lexicon.Role;
import org.jspecify.annotations.Nullable;

/**
 * One clause as the rules see it: its tokens, what the lexicon knows of them, and what a rule has spoken for already.
 * Distances are counted in tokens, places of known phrases ("spans") in their order.
 */
final class Scene {

    static final int NEAR = 3;

    private static final int BACK = 12;
    /** Where a search for what moved gives up: another thought begins. */
    private static final Set<String> STOPS =
            Set.of("as", "after", "on", "amid", "because", "when", "since", ";", ":", "—", "?");

    private final List<Token> tokens;
    private final List<Phrases.Span<Entry>> spans;
    private final BitSet claimed = new BitSet();

    Scene(List<Token> tokens, List<Phrases.Span<Entry>> spans) {
        this.tokens = tokens;
        this.spans = spans;
    }

    int size() {
        return spans.size();
    }

    int words() {
        return tokens.size();
    }

    Token token(int at) {
        return tokens.get(at);
    }

    Entry entry(int i) {
        return spans.get(i).value();
    }

    boolean is(int i, Role role) {
        return entry(i).role() == role;
    }

    int from(int i) {
        return spans.get(i).from();
    }

    int to(int i) {
        return spans.get(i).to();
    }

    void claim(int i) {
        claimed.set(i);
    }

    boolean isClaimed(int i) {
        return claimed.get(i);
    }

    /** The measured thing nearest before a token, −1 when none is near. */
    int subject(int token) {
        for (int j = spans.size() - 1; j >= 0; j--) {
            if (to(j) > token || !is(j, Role.METRIC)) continue;
            return token - to(j) >= BACK || crosses(to(j), token) ? -1 : j;
        }
        return -1;
    }

    /** The measured thing nearest after a token, before another thought begins; −1 when none is within reach. */
    int object(int token, int reach) {
        for (int j = 0; j < spans.size(); j++) {
            if (from(j) < token) continue;
            if (from(j) - token >= reach || stops(token, from(j))) return -1;
            if (is(j, Role.METRIC)) return j;
        }
        return -1;
    }

    /** Whether a phrase of this role stands before the span, in the same breath. */
    boolean before(int i, Role role, int reach) {
        for (int j = i - 1; j >= 0 && from(i) - to(j) < reach; j--) if (is(j, role)) return !breathes(to(j), from(i));
        return false;
    }

    boolean after(int i, Role role, int reach) {
        for (int j = i + 1; j < spans.size() && from(j) - to(i) < reach; j++)
            if (is(j, role)) return !breathes(to(i), from(j));
        return false;
    }

    /** How much of what a span says is meant: not, maybe, if, although. */
    double hedges(int i) {
        double factor = before(i, Role.NEGATION, NEAR) ? -0.7 : 1;
        if (before(i, Role.MODAL, NEAR)) factor *= 0.6;
        if (earlier(i, Role.CONDITION) || hangs()) factor *= 0.3;
        if (earlier(i, Role.CONCESSION) || opensWithWhile(i)) factor *= 0.4;
        return factor;
    }

    /** {@code provided that}, wherever it stands: all of it is still open. */
    private boolean hangs() {
        return IntStream.range(0, size()).anyMatch(i -> is(i, Role.CONDITION) && entry(i).sign() > 0);
    }

    private boolean earlier(int i, Role role) {
        for (int j = i - 1; j >= 0; j--) if (is(j, role)) return !breathes(to(j), from(i));
        return false;
    }

    /** {@code While sales rose, profit fell}. */
    private boolean opensWithWhile(int i) {
        return is(0, Role.CLAUSE) && from(0) == 0 && entry(0).sign() == 0 && !breathes(to(0), from(i));
    }

    /** The last figure between two tokens, money and percentages before bare numbers; years are none. */
    @Nullable
    Token lastFigure(int from, int to) {
        int last = -1;
        for (int at = Math.max(0, from); at < to; at++)
            if (isFigure(at) && (last < 0 || weighs(at) || !weighs(last))) last = at;
        return last < 0 ? null : tokens.get(last);
    }

    @Nullable
    Token firstFigure(int from, int to) {
        for (int at = from; at < Math.min(to, tokens.size()); at++) if (isFigure(at)) return tokens.get(at);
        return null;
    }

    private boolean weighs(int at) {
        return tokens.get(at).isWeighty()
                || (at > 0 && Money.isCode(tokens.get(at - 1).text()));
    }

    boolean isFigure(int at) {
        Token token = tokens.get(at);
        return token.kind() == Token.Kind.PERCENT || (token.kind() == Token.Kind.NUMBER && !token.isYear());
    }

    /** A comma, a bracket or the like between two tokens. */
    boolean breathes(int from, int to) {
        for (Token t : tokens.subList(from, to)) if (t.kind() == Token.Kind.MARK) return true;
        return false;
    }

    private boolean crosses(int from, int to) {
        for (Token t : tokens.subList(from, to))
            if (t.kind() == Token.Kind.MARK && STOPS.contains(t.text())) return true;
        return false;
    }

    private boolean stops(int from, int to) {
        for (Token t : tokens.subList(from, to)) if (STOPS.contains(t.text())) return true;
        return false;
    }
}
