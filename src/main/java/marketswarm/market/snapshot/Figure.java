package marketswarm.market.snapshot;

import java.util.Locale;

/** A decimal field of a snapshot. */
enum Figure {
    PRICE,
    SIZE,
    BID,
    BID_SIZE,
    ASK,
    ASK_SIZE,
    DAY_OPEN,
    DAY_HIGH,
    DAY_LOW,
    DAY_CLOSE,
    DAY_VOLUME,
    DAY_VWAP,
    PREV_CLOSE,
    CHANGE,
    CHANGE_PCT;

    private final String field = name().toLowerCase(Locale.ROOT);

    /** Its name in the HASH. */
    String field() {
        return field;
    }
}
