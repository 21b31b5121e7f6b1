package marketswarm.domain;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The best bid and offer; only what the vendor sent is present. Sizes are in the vendor's unit. */
public record Quote(
        String symbol,
        @Nullable BigDecimal bid,
        @Nullable BigDecimal bidSize,
        @Nullable BigDecimal ask,
        @Nullable BigDecimal askSize,
        @Nullable Integer bidExchange,
        @Nullable Integer askExchange,
        @Nullable Long seq,
        long tsMs,
        long receivedMs)
        implements Tick {}
