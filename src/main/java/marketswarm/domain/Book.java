package marketswarm.domain;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The orders of one venue, best first. */
public record Book(
        String symbol,
        List<Level> bids,
        List<Level> asks,
        @Nullable Integer exchange,
        long tsMs,
        long receivedMs) implements Tick {

    /** All that is wanted or offered at a price. */
    public record Level(BigDecimal price, BigDecimal size) {}

    public Book {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }
}
