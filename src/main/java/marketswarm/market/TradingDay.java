package marketswarm.market;

import java.time.Duration;

/**
 * Numbers the days of a market, to see that a new one has begun. Crypto and forex count UTC days. For the rest a fixed
 * five hours west of Greenwich will do: the whole US session, 4:00 to 20:00 Eastern, lies inside such a day in summer
 * and in winter.
 */
public enum TradingDay {
    UTC(Duration.ZERO),
    EASTERN(Duration.ofHours(5));

    /** Before any day. */
    public static final long NONE = Long.MIN_VALUE;

    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    private final long behindMs;

    TradingDay(Duration behind) {
        this.behindMs = behind.toMillis();
    }

    public static TradingDay of(String symbol) {
        return symbol.startsWith("X:") || symbol.startsWith("C:") ? UTC : EASTERN;
    }

    public long number(long tsMs) {
        return Math.floorDiv(tsMs - behindMs, DAY_MS);
    }
}
