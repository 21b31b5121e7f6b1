package marketswarm.domain;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trade.
 *
 * @param exchange the vendor's exchange id, absent when it was not given
 * @param conditions the vendor's condition codes, in their order
 * @param tradeId unique per symbol, exchange and TRF; option trades have none
 * @param seq ordering hint of the tape, not contiguous and not unique; absent on crypto
 * @param tape 1 = NYSE, 2 = ARCA and others, 3 = Nasdaq
 * @param trfId trade reporting facility, part of the trade's identity
 * @param trfTsMs when the facility received it, epoch milliseconds
 */
public record Trade(
        String symbol,
        BigDecimal price,
        BigDecimal size,
        @Nullable Integer exchange,
        List<Integer> conditions,
        @Nullable String tradeId,
        @Nullable Long seq,
        @Nullable Integer tape,
        @Nullable Integer trfId,
        @Nullable Long trfTsMs,
        long tsMs,
        long receivedMs)
        implements Tick {

    public Trade {
        conditions = List.copyOf(conditions);
    }
}
