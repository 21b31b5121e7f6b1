package marketswarm.analysis.rules;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import marketswarm.domain.Analysis.ContextPrice;
import marketswarm.domain.Analysis.Sentiment;

/** How much an item matters to prices: the kind of event, the size of its figures, and what the market does now. */
final class Impact {

    private Impact() {}

    static String of(Subjects.Event event, Sentiment tone, List<Clause> clauses, List<ContextPrice> context) {
        double weight = event.weight() + figures(clauses) + market(context) + 0.5 * Math.abs(tone.score());
        if (weight < 0.5) return "none";
        if (weight < 1.75) return "low";
        return weight < 3 ? "medium" : "high";
    }

    /** Percentages and sums in clauses that say good or bad; a bare "50% of users" moves nothing. */
    private static double figures(List<Clause> clauses) {
        return clauses.stream()
                .filter(c -> c.tone().evidence() > 0)
                .flatMap(c -> c.tokens().stream())
                .mapToDouble(Impact::figure)
                .max()
                .orElse(0);
    }

    private static double figure(Token token) {
        return switch (token.kind()) {
            case PERCENT -> token.number() >= 10 ? 1 : token.number() >= 4 ? 0.5 : 0;
            case NUMBER -> token.number() >= 1e10 ? 0.75 : 0;
            default -> 0;
        };
    }

    private static double market(List<ContextPrice> context) {
        double move = context.stream()
                .filter(price -> !price.stale())
                .map(ContextPrice::changePct)
                .filter(Objects::nonNull)
                .map(BigDecimal::abs)
                .mapToDouble(BigDecimal::doubleValue)
                .max()
                .orElse(0);
        return move >= 5 ? 1.5 : move >= 2 ? 0.75 : 0;
    }
}
