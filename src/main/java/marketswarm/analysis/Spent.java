package marketswarm.analysis;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Tokens and dollars that calls to a model have used, whether or not they led to an analysis. */
public record Spent(long tokensIn, long tokensOut, BigDecimal costUsd) {

    public static final Spent NOTHING = new Spent(0, 0, BigDecimal.ZERO);

    public long tokens() {
        return tokensIn + tokensOut;
    }

    public long microUsd() {
        return micro(costUsd);
    }

    /** Millionths of a dollar, rounded up: a budget is not spent by what is rounded away. */
    public static long micro(BigDecimal usd) {
        return usd.movePointRight(6).setScale(0, RoundingMode.CEILING).longValueExact();
    }

    public Spent plus(Spent other) {
        return new Spent(tokensIn + other.tokensIn, tokensOut + other.tokensOut, costUsd.add(other.costUsd));
    }
}
