package marketswarm.domain;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The prices between which a stock may trade (limit up, limit down), and what else its listing exchange says with them.
 *
 * @param indicators the vendor's codes, among them those of a halt and of its end
 */
public record PriceBand(
        String symbol,
        @Nullable BigDecimal high,
        @Nullable BigDecimal low,
        List<Integer> indicators,
        @Nullable Integer tape,
        @Nullable Long seq,
        long tsMs,
        long receivedMs)
        implements Tick {

    public PriceBand {
        indicators = List.copyOf(indicators);
    }
}
