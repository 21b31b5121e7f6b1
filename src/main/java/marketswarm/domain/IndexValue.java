package marketswarm.domain;

import java.math.BigDecimal;

/** The value of an index; of another symbol, its last value as the vendor's launchpad tells it. */
public record IndexValue(String symbol, BigDecimal value, long tsMs, long receivedMs) implements Tick {}
