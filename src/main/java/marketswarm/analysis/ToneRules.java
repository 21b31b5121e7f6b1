package marketswarm.analysis;

import static marketswarm.analysis.Lexicon.Role.CHANGE;
import static marketswarm.analysis.Lexicon.Role.METRIC;
import static marketswarm.analysis.Lexicon.Role.NEGATION;
import static marketswarm.analysis.Lexicon.Role.RELIEF;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import marketswarm.analysis.Lexicon.Entry;
import marketswarm.analysis.Lexicon.Role;
import marketswarm.analysis.Tone.Reading;
import org.jspecify.annotations.Nullable;

/** One pass of the rules over one clause. Distances are counted in tokens. */
final class ToneRules {

    private static final int BACK = 7;
    private static final int AHEAD = 5;
    private static final int NEAR = 3;
    /** Where a search for what moved gives up: another thought begins. */
    private static final Set<String> STOPS =
            Set.of("as", "after", "on", "amid", "because", "when", "since", ";", ":", "—", "?");

    private static final Set<String> LINKS = Set.of("in", "of");

    private final List<Token> tokens;
    private final List<Phrases.Span<Entry>> spans;
    private final BitSet claimed = new BitSet();

    ToneRules(List<Token> tokens, List<Phrases.Span<Entry>> spans) {
        this.tokens = tokens;
        this.spans = spans;
    }

    Reading read() {
        Reading reading = Reading.NONE;
        for (int i = 0; i < spans.size(); i++) reading = reading.plus(Reading.of(moved(i)));
        for (int i = 0; i < spans.size(); i++) reading = reading.plus(Reading.of(compared(i)));
        for (int i = 0; i < spans.size(); i++) reading = reading.plus(Reading.of(mentioned(i)));
        return reading;
    }

    /** What a direction does to what it moves: direction × polarity of the metric. */
    private double moved(int i) {
        var span = spans.get(i);
        Role role = span.value().role();
        if (role != Role.MOVE && role != CHANGE) return 0;
        int metric = metricOf(i, role);
        if (metric < 0) return alone(i) * hedges(i);
        claimed.set(metric);
        return span.value().sign() * spans.get(metric).value().sign() * size(span.to()) * hedges(i);
    }

    private int metricOf(int i, Role role) {
        int first = pointsAhead(i, role) ? ahead(i, role == CHANGE ? AHEAD : NEAR + 1) : -1;
        return first >= 0 ? first : back(i);
    }

    /** {@code higher costs}, {@code a drop in sales}, {@code falling margins}: the noun follows. */
    private boolean pointsAhead(int i, Role role) {
        var span = spans.get(i);
        if (role == CHANGE) return true;
        boolean linked = span.to() < tokens.size()
                && LINKS.contains(tokens.get(span.to()).text());
        return linked || tokens.get(span.to() - 1).text().endsWith("ing");
    }

    private int ahead(int i, int reach) {
        int from = spans.get(i).to();
        for (int j = i + 1; j < spans.size() && spans.get(j).from() - from < reach; j++) {
            if (stopped(from, spans.get(j).from())) return -1;
            if (spans.get(j).value().role() == METRIC) return j;
        }
        return -1;
    }

    private int back(int i) {
        int to = spans.get(i).from();
        for (int j = i - 1; j >= 0 && to - spans.get(j).to() < BACK; j--) {
            if (spans.get(j).value().role() == METRIC)
                return broken(spans.get(j).to(), to) ? -1 : j;
        }
        return -1;
    }

    /** Nobody knows what moved: most often a company's shares, when a figure stands beside it. */
    private double alone(int i) {
        var span = spans.get(i);
        boolean figure = figure(span.to(), Math.min(tokens.size(), span.to() + NEAR)) != null;
        double weight = span.value().weight();
        if (span.value().role() == CHANGE) return figure ? span.value().sign() * weight : 0;
        return span.value().sign() * (figure ? Math.max(weight, 0.7) : weight);
    }

    /** {@code net loss was 2 million, compared with 5 million}: figures without a verb of direction. */
    private double compared(int i) {
        var span = spans.get(i);
        if (span.value().role() != Role.COMPARISON) return 0;
        int metric = back(i);
        if (metric < 0 || claimed.get(metric)) return 0;
        Token now = figure(spans.get(metric).to(), span.from());
        Token then = figure(span.to(), Math.min(tokens.size(), span.to() + AHEAD));
        if (now == null || then == null || now.kind() != then.kind()) return 0;
        claimed.set(metric);
        return Math.signum(now.number() - then.number())
                * spans.get(metric).value().sign()
                * hedges(i);
    }

    private @Nullable Token figure(int from, int to) {
        for (Token t : tokens.subList(from, to)) if (!Double.isNaN(t.number())) return t;
        return null;
    }

    /** Words that are good or bad by themselves, and bad things named without a direction. */
    private double mentioned(int i) {
        Entry entry = spans.get(i).value();
        boolean word = entry.role() == Role.WORD;
        if (!word && (entry.role() != METRIC || claimed.get(i))) return 0;
        double value = entry.sign() * entry.weight();
        boolean relieved = value < 0 && (before(i, RELIEF, NEAR) || after(i, RELIEF, NEAR));
        return (relieved ? -0.7 * value : value) * hedges(i);
    }

    private double hedges(int i) {
        double factor = before(i, NEGATION, NEAR) ? -0.7 : 1;
        if (before(i, Role.MODAL, NEAR)) factor *= 0.6;
        if (conceded(i)) factor *= 0.4;
        return factor;
    }

    /** The percentage that follows says how much it moved. */
    private double size(int from) {
        for (Token t : tokens.subList(from, Math.min(tokens.size(), from + AHEAD)))
            if (t.kind() == Token.Kind.PERCENT) return t.number() >= 10 ? 1.25 : t.number() < 1 ? 0.7 : 1;
        return 1;
    }

    private boolean before(int i, Role role, int reach) {
        for (int j = i - 1; j >= 0 && spans.get(i).from() - spans.get(j).to() < reach; j--)
            if (spans.get(j).value().role() == role)
                return !comma(spans.get(j).to(), spans.get(i).from());
        return false;
    }

    private boolean after(int i, Role role, int reach) {
        for (int j = i + 1;
                j < spans.size() && spans.get(j).from() - spans.get(i).to() < reach;
                j++)
            if (spans.get(j).value().role() == role)
                return !comma(spans.get(i).to(), spans.get(j).from());
        return false;
    }

    private boolean conceded(int i) {
        for (int j = i - 1; j >= 0; j--)
            if (spans.get(j).value().role() == Role.CONCESSION)
                return !comma(spans.get(j).to(), spans.get(i).from());
        return false;
    }

    private boolean comma(int from, int to) {
        for (Token t : tokens.subList(from, to)) if (t.kind() == Token.Kind.MARK) return true;
        return false;
    }

    private boolean broken(int from, int to) {
        for (Token t : tokens.subList(from, to))
            if (t.kind() == Token.Kind.MARK && STOPS.contains(t.text())) return true;
        return false;
    }

    private boolean stopped(int from, int to) {
        for (Token t : tokens.subList(from, to)) if (STOPS.contains(t.text())) return true;
        return false;
    }
}
