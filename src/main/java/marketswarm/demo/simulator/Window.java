package marketswarm.demo.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Open, high, low, close, volume and average of the prices that fell into one window of time. */
final class Window {

    private static final int VWAP_EXTRA_DECIMALS = 2;

    private final Listing listing;
    private @Nullable BigDecimal open;
    private BigDecimal high = BigDecimal.ZERO;
    private BigDecimal low = BigDecimal.ZERO;
    private BigDecimal close = BigDecimal.ZERO;
    private BigDecimal volume = BigDecimal.ZERO;
    private BigDecimal turnover = BigDecimal.ZERO;
    private long trades;

    Window(Listing listing) {
        this.listing = listing;
    }

    void add(BigDecimal price, BigDecimal size) {
        if (open == null) {
            open = price;
            high = price;
            low = price;
        }
        high = high.max(price);
        low = low.min(price);
        close = price;
        volume = volume.add(size);
        turnover = turnover.add(price.multiply(size));
        trades++;
    }

    boolean isEmpty() {
        return open == null;
    }

    /** The window as a bar, and an empty window after it. */
    Print.Bar close(long ordinal, boolean minute, long startMs, long endMs, Print.Day day) {
        var bar = new Print.Bar(
                listing,
                ordinal,
                minute,
                startMs,
                endMs,
                opened(),
                high,
                low,
                close,
                bare(volume),
                vwap(),
                trades,
                day);
        open = null;
        volume = BigDecimal.ZERO;
        turnover = BigDecimal.ZERO;
        trades = 0;
        return bar;
    }

    Print.Day day() {
        return new Print.Day(opened(), high, low, close, bare(volume), vwap());
    }

    private BigDecimal opened() {
        if (open == null) throw new IllegalStateException("simulator: a window without prices has no bar");
        return open;
    }

    private BigDecimal vwap() {
        return Listing.trimmed(turnover.divide(volume, listing.decimals() + VWAP_EXTRA_DECIMALS, RoundingMode.HALF_UP));
    }

    private static BigDecimal bare(BigDecimal value) {
        return Listing.trimmed(value);
    }
}
