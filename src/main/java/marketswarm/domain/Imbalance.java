package marketswarm.domain;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an auction lacks before it takes place.
 *
 * @param auction the vendor's letter: O early opening, M core opening, H reopening after a halt, C closing, …
 * @param auctionTime when it is planned, hour × 100 + minutes in New York
 * @param imbalance shares without a counterpart
 * @param paired shares that have one
 * @param clearingPrice at which the book would clear now
 */
public record Imbalance(
        String symbol,
        @Nullable String auction,
        @Nullable Integer auctionTime,
        @Nullable Integer exchange,
        @Nullable BigDecimal imbalance,
        @Nullable BigDecimal paired,
        @Nullable BigDecimal clearingPrice,
        @Nullable Long seq,
        long tsMs,
        long receivedMs)
        implements Tick {}
