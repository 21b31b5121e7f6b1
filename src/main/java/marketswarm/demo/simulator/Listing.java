package marketswarm.demo.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What is traded, and how its price behaves.
 *
 * @param symbol the REST spelling: {@code AAPL}, {@code X:BTCUSD}
 * @param socketSymbol the WebSocket spelling: {@code AAPL}, {@code BTC-USD}
 * @param previousClose where the walk starts from
 * @param decimals digits of a price after the point
 * @param volatility standard deviation of the relative change over one second
 * @param halfSpread from the middle to bid or ask, in the smallest price step
 * @param typicalSize the size of an ordinary trade
 * @param sizeDecimals digits of a size after the point
 * @param tape of a stock: 1 = NYSE, 2 = ARCA, 3 = Nasdaq; else 0
 */
record Listing(
        Market market,
        String symbol,
        String socketSymbol,
        String name,
        double previousClose,
        int decimals,
        double volatility,
        double halfSpread,
        double typicalSize,
        int sizeDecimals,
        int tape) {

    static Listing stock(String symbol, String name, double close, double volatility, double halfSpread, int tape) {
        return new Listing(Market.STOCKS, symbol, symbol, name, close, 2, volatility, halfSpread, 100, 0, tape);
    }

    BigDecimal price(double raw) {
        return rounded(raw, decimals);
    }

    /** Never zero: a trade of nothing does not exist. */
    BigDecimal size(double raw) {
        return rounded(raw, sizeDecimals).max(BigDecimal.ONE.movePointLeft(sizeDecimals));
    }

    /** The close of the day before, of which changes are counted. */
    BigDecimal close() {
        return price(previousClose);
    }

    double step() {
        return StrictMath.pow(10, -decimals);
    }

    /** As the vendor writes numbers: no zeros at the end, no exponent. */
    static BigDecimal rounded(double raw, int decimals) {
        return trimmed(BigDecimal.valueOf(raw).setScale(decimals, RoundingMode.HALF_UP));
    }

    static BigDecimal trimmed(BigDecimal value) {
        BigDecimal bare = value.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }
}
