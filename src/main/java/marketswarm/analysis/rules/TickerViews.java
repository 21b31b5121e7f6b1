package marketswarm.analysis.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import marketswarm.analysis.PlainText;
import marketswarm.domain.Analysis.Sentiment;
import marketswarm.domain.Analysis.TickerView;

/** What an item says of each symbol it names, from the clauses that speak of that symbol. */
final class TickerViews {

    private static final int REASON_LIMIT = 280;

    private final List<String> sentences;
    private final List<Clause> clauses;
    private final Mentions mentions;

    /** @param sentences the title first */
    TickerViews(List<String> sentences, List<Clause> clauses, Mentions mentions) {
        this.sentences = sentences;
        this.clauses = clauses;
        this.mentions = mentions;
    }

    List<TickerView> of(List<String> symbols) {
        return symbols.stream()
                .distinct()
                .map(symbol -> view(symbol, symbols))
                .sorted(Comparator.comparingDouble(TickerView::relevance).reversed())
                .toList();
    }

    private TickerView view(String symbol, List<String> all) {
        List<Clause> named =
                clauses.stream().filter(c -> mentions.in(c.text(), symbol)).toList();
        List<Clause> about = about(symbol, all);
        Sentiment tone = Verdict.of(Subjects.tone(about));
        return new TickerView(symbol, tone.label(), relevance(named, all.size()), reason(named, about));
    }

    /** Clauses that name it, and those after them that name nobody else: "Apple reported. Revenue rose." */
    private List<Clause> about(String symbol, List<String> all) {
        List<Clause> about = new ArrayList<>();
        boolean ours = all.size() == 1;
        for (Clause clause : clauses) {
            if (mentions.in(clause.text(), symbol)) ours = true;
            else if (all.stream().anyMatch(other -> mentions.in(clause.text(), other))) ours = false;
            if (ours) about.add(clause);
        }
        return about;
    }

    private double relevance(List<Clause> named, int symbols) {
        if (named.isEmpty()) return 0.2;
        int first = named.get(0).sentence();
        double where = first == 0 ? 0.85 : first == 1 ? 0.6 : 0.4;
        double often = Math.min(0.15, 0.05 * (named.size() - 1));
        double crowd = symbols > 3 ? 0.15 : 0; // one of many in a round-up
        return Verdict.round(Math.min(1, where + often - crowd));
    }

    /** The sentence that says most about it, the earlier of two. */
    private String reason(List<Clause> named, List<Clause> about) {
        List<Clause> pool = named.stream().anyMatch(c -> c.tone().evidence() > 0) || about.isEmpty() ? named : about;
        int sentence = pool.stream()
                .max(Comparator.comparingDouble((Clause c) -> c.tone().evidence())
                        .thenComparing(Clause::sentence, Comparator.reverseOrder()))
                .map(Clause::sentence)
                .orElse(0);
        return PlainText.shorten(sentences.get(sentence), REASON_LIMIT);
    }
}
