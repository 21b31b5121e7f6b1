package marketswarm.market;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import marketswarm.domain.Bar;
import marketswarm.domain.IndexValue;
import marketswarm.domain.Quote;
import marketswarm.domain.RawTick;
import marketswarm.domain.Tick;
import marketswarm.domain.Trade;
import marketswarm.redis.Keys;
import marketswarm.redis.StreamEntry;
import org.jspecify.annotations.Nullable;

/**
 * Ticks as entries of {@code market:tick:<symbol>:stream}. Only what is known becomes a field; decimals are plain text
 * with the digits the vendor sent; {@code conditions} are codes with commas between them.
 */
public final class TickEntries {

    /** The origin that goes without saying. */
    public static final String LIVE = "ws";

    private static final String PREFIX = Keys.TICKS.glob().replaceFirst("\\*.*", "");
    private static final String SUFFIX = Keys.TICKS.glob().replaceFirst(".*\\*", "");
    private static final int USUAL_FIELDS = 16;

    private TickEntries() {}

    /** Takes fields one by one; one that cares for speed takes numbers as numbers. */
    @FunctionalInterface
    interface Fields {

        void accept(String name, String value);

        default void accept(String name, long value) {
            accept(name, Long.toString(value));
        }

        default void accept(String name, BigDecimal value) {
            accept(name, value.toPlainString());
        }
    }

    /** Live ticks, in their order. */
    public static List<StreamEntry> of(List<Tick> ticks) {
        return ticks.stream().map(tick -> of(tick, LIVE)).toList();
    }

    /** @param origin {@code ws}, {@code backfill}, {@code replay} or {@code sim} */
    public static StreamEntry of(Tick tick, String origin) {
        var fields = new LinkedHashMap<String, String>(USUAL_FIELDS * 2);
        fields(tick, origin, fields::put);
        return StreamEntry.of(key(tick.symbol()), fields);
    }

    /** The key of the symbol's stream. */
    public static String key(String symbol) {
        return PREFIX + symbol + SUFFIX;
    }

    /** The fields one by one in their order, for a writer that needs no map. */
    static void fields(Tick tick, String origin, Fields field) {
        if (tick instanceof Trade trade) trade(trade, field);
        else if (tick instanceof Quote quote) quote(quote, field);
        else if (tick instanceof Bar bar) bar(bar, field);
        else if (tick instanceof IndexValue value) value(value, field);
        else if (tick instanceof RawTick raw) raw(raw, field);
        field.accept("ts_ms", tick.tsMs());
        field.accept("received_ms", tick.receivedMs());
        if (!origin.equals(LIVE)) field.accept("origin", origin);
    }

    private static void trade(Trade trade, Fields field) {
        field.accept("type", "trade");
        put(field, "price", trade.price());
        put(field, "size", trade.size());
        put(field, "exchange", trade.exchange());
        if (!trade.conditions().isEmpty()) field.accept("conditions", joined(trade.conditions()));
        put(field, "trade_id", trade.tradeId());
        put(field, "seq", trade.seq());
        put(field, "tape", trade.tape());
        put(field, "trf_id", trade.trfId());
        put(field, "trf_ts_ms", trade.trfTsMs());
    }

    private static void quote(Quote quote, Fields field) {
        field.accept("type", "quote");
        put(field, "bid", quote.bid());
        put(field, "bid_size", quote.bidSize());
        put(field, "ask", quote.ask());
        put(field, "ask_size", quote.askSize());
        put(field, "bid_exchange", quote.bidExchange());
        put(field, "ask_exchange", quote.askExchange());
        put(field, "seq", quote.seq());
    }

    private static void bar(Bar bar, Fields field) {
        field.accept("type", "bar");
        field.accept("interval", bar.interval());
        put(field, "open", bar.open());
        put(field, "high", bar.high());
        put(field, "low", bar.low());
        put(field, "close", bar.close());
        put(field, "volume", bar.volume());
        put(field, "vwap", bar.vwap());
        field.accept("start_ms", bar.startMs());
        field.accept("end_ms", bar.endMs());
    }

    private static void value(IndexValue value, Fields field) {
        field.accept("type", "value");
        put(field, "value", value.value());
    }

    private static void raw(RawTick raw, Fields field) {
        field.accept("type", raw.channel().toLowerCase(Locale.ROOT));
        field.accept("raw", raw.json());
    }

    private static void put(Fields field, String name, @Nullable Object value) {
        if (value instanceof BigDecimal decimal) field.accept(name, decimal);
        else if (value instanceof Long || value instanceof Integer) field.accept(name, ((Number) value).longValue());
        else if (value != null) field.accept(name, value.toString());
    }

    private static String joined(List<Integer> codes) {
        if (codes.size() == 1) return codes.get(0).toString();
        var text = new StringBuilder();
        for (Integer code : codes) text.append(text.isEmpty() ? "" : ",").append(code);
        return text.toString();
    }
}
