package marketswarm.domain;

import java.math.BigDecimal;

/** What the vendor reckons that a symbol is worth, which is no price that anybody paid. */
public record FairValue(String symbol, BigDecimal value, long tsMs, long receivedMs) implements Tick {}
