package marketswarm.domain;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The latest state of a symbol, as {@code market:snapshot:<symbol>} holds it. Only what is known is present.
 *
 * @param lastId id of the newest tick entry that this state contains; absent while only REST has spoken
 * @param source where the newest figure came from: {@code ws}, {@code rest}, {@code sim}
 */
public record Snapshot(
        String symbol,
        @Nullable BigDecimal price,
        @Nullable BigDecimal size,
        @Nullable BigDecimal bid,
        @Nullable BigDecimal bidSize,
        @Nullable BigDecimal ask,
        @Nullable BigDecimal askSize,
        @Nullable BigDecimal dayOpen,
        @Nullable BigDecimal dayHigh,
        @Nullable BigDecimal dayLow,
        @Nullable BigDecimal dayClose,
        @Nullable BigDecimal dayVolume,
        @Nullable BigDecimal dayVwap,
        @Nullable BigDecimal prevClose,
        @Nullable BigDecimal change,
        @Nullable BigDecimal changePct,
        @Nullable Long tsMs,
        @Nullable Long receivedMs,
        @Nullable Long updatedMs,
        @Nullable String lastId,
        @Nullable String source) {}
