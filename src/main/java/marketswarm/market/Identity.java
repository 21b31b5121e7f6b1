package marketswarm.market;

import java.math.BigDecimal;
import marketswarm.domain.Bar;
import marketswarm.domain.Quote;
import marketswarm.domain.Tick;
import marketswarm.domain.Trade;
import org.jspecify.annotations.Nullable;

/**
 * What makes two ticks the same one, whichever way they came, as 64 bits. A trade is known by its trading day, symbol,
 * exchange, TRF and id; where the vendor gives no id, by its time, price, size and exchange, so that equal ones must be
 * counted. The units of quote sizes differ between socket and REST and do not take part.
 */
public final class Identity {

    /** Of a tick that is never matched with another. */
    public static final long NONE = 0;

    private static final long FNV = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Identity() {}

    public static long of(Tick tick) {
        if (tick instanceof Trade trade) return trade(trade);
        if (tick instanceof Quote quote) return quote(quote);
        if (tick instanceof Bar bar) return bar(bar);
        return NONE;
    }

    /** Of a trade that the vendor has numbered; {@link #NONE} for every other tick. */
    public static long numbered(Tick tick) {
        return tick instanceof Trade trade && trade.tradeId() != null ? trade(trade) : NONE;
    }

    private static long trade(Trade trade) {
        long hash = mix(text(FNV, trade.symbol()), code(trade.exchange()));
        if (trade.tradeId() == null) {
            hash = mix(mix(hash, trade.tsMs()), digits(trade.price()));
            return some(mix(hash, digits(trade.size())));
        }
        hash = mix(hash, TradingDay.of(trade.symbol()).number(trade.tsMs()));
        return some(text(mix(hash, code(trade.trfId())), trade.tradeId()));
    }

    private static long quote(Quote quote) {
        long hash = mix(text(FNV, quote.symbol()), quote.tsMs());
        hash = mix(mix(hash, code(quote.bidExchange())), code(quote.askExchange()));
        hash = mix(mix(hash, digits(quote.bid())), digits(quote.ask()));
        return some(mix(hash, sequence(quote)));
    }

    /** Quotes without a venue are those of futures: their number is told by REST, and not for certain by the socket. */
    private static long sequence(Quote quote) {
        boolean venue = quote.bidExchange() != null || quote.askExchange() != null;
        return venue && quote.seq() != null ? quote.seq() : 0;
    }

    private static long bar(Bar bar) {
        long hash = mix(text(text(FNV, bar.symbol()), bar.interval()), bar.startMs());
        hash = mix(mix(hash, digits(bar.open())), digits(bar.high()));
        hash = mix(mix(hash, digits(bar.low())), digits(bar.close()));
        return some(mix(hash, digits(bar.volume())));
    }

    private static long text(long hash, String text) {
        for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        return mix(hash, text.length());
    }

    /** Absent and zero are one: the vendor omits zeros. */
    private static long code(@Nullable Integer code) {
        return code == null ? 0 : code;
    }

    private static long digits(@Nullable BigDecimal value) {
        if (value == null || value.signum() == 0) return 0;
        BigDecimal plain = value.stripTrailingZeros();
        return mix(mix(FNV, plain.unscaledValue().longValue()), plain.scale());
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> 32) * 0xd6e8feb86659fd93L;
        return mixed ^ mixed >>> 29;
    }

    private static long some(long hash) {
        return hash == NONE ? 1 : hash;
    }
}
