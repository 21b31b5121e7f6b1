package marketswarm.analysis;

import java.math.BigDecimal;

/** Tokens and dollars that calls to a model have used, whether or not they led to an analysis. */
public record Spent(long tokensIn, long tokensOut, BigDecimal costUsd) {

    public static final Spent NOTHING = new Spent(0, 0, BigDecimal.ZERO);

    Spent plus(Spent other) {
        return new Spent(tokensIn + other.tokensIn, tokensOut + other.tokensOut, costUsd.add(other.costUsd));
    }
}
