package marketswarm.domain;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate over a window of time. The vendor re-sends corrected bars: the later one with the same symbol, interval
 * and start wins.
 *
 * @param interval {@code 1s} or {@code 1m}
 * @param dayOpen the official opening price of the day, when given
 * @param dayVolume the volume of the day so far, when given
 * @param dayVwap the volume-weighted average price of the day so far, when given
 * @param startMs start of the window, epoch milliseconds, inclusive
 * @param endMs end of the window, epoch milliseconds
 */
public record Bar(
        String symbol,
        String interval,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        @Nullable BigDecimal volume,
        @Nullable BigDecimal vwap,
        @Nullable BigDecimal dayOpen,
        @Nullable BigDecimal dayVolume,
        @Nullable BigDecimal dayVwap,
        long startMs,
        long endMs,
        long receivedMs)
        implements Tick {

    @Override
    public long tsMs() {
        return endMs;
    }
}
