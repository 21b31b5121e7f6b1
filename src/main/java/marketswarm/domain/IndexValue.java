package marketswarm.domain;

import java.math.BigDecimal;

/** The value of an index. */
public record IndexValue(String symbol, BigDecimal value, long tsMs, long receivedMs) implements Tick {}
