package marketswarm.market.stream;

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
import marketswarm.redis.pipe.Word;
import org.jspecify.annotations.Nullable;

/**
 * Ticks as entries of {@code market:tick:<symbol>:stream}. Only what is known becomes a field; decimals are plain text
 * with the digits the vendor sent; {@code conditions} are codes with commas between them.
 */
public final class TickEntries {

    /** The origin that goes without saying. */
    public static final String LIVE = "ws";

    /** Before the symbol in the key of its stream. */
    static final Word PREFIX = Word.of(Keys.TICKS.glob().replaceFirst("\\*.*", ""));
    /** Behind it. */
    static final Word SUFFIX = Word.of(Keys.TICKS.glob().replaceFirst(".*\\*", ""));

    private static final Word TS_MS = Word.of("ts_ms");
    private static final Word RECEIVED_MS = Word.of("received_ms");
    private static final Word ORIGIN = Word.of("origin");
    static final Word TYPE = Word.of("type");
    private static final Word PRICE = Word.of("price");
    private static final Word SIZE = Word.of("size");
    static final Word EXCHANGE = Word.of("exchange");
    private static final Word CONDITIONS = Word.of("conditions");
    private static final Word TRADE_ID = Word.of("trade_id");
    static final Word SEQ = Word.of("seq");
    static final Word TAPE = Word.of("tape");
    private static final Word TRF_ID = Word.of("trf_id");
    private static final Word TRF_TS_MS = Word.of("trf_ts_ms");
    private static final Word BID = Word.of("bid");
    private static final Word BID_SIZE = Word.of("bid_size");
    private static final Word ASK = Word.of("ask");
    private static final Word ASK_SIZE = Word.of("ask_size");
    private static final Word BID_EXCHANGE = Word.of("bid_exchange");
    private static final Word ASK_EXCHANGE = Word.of("ask_exchange");
    private static final Word INTERVAL = Word.of("interval");
    private static final Word OPEN = Word.of("open");
    static final Word HIGH = Word.of("high");
    static final Word LOW = Word.of("low");
    private static final Word CLOSE = Word.of("close");
    private static final Word VOLUME = Word.of("volume");
    private static final Word VWAP = Word.of("vwap");
    private static final Word START_MS = Word.of("start_ms");
    private static final Word END_MS = Word.of("end_ms");
    static final Word VALUE = Word.of("value");
    private static final Word RAW = Word.of("raw");
    private static final Word A_TRADE = Word.of("trade");
    private static final Word A_QUOTE = Word.of("quote");
    private static final Word A_BAR = Word.of("bar");
    private static final Word A_VALUE = Word.of("value");

    private static final int USUAL_FIELDS = 16;

    private TickEntries() {}

    /** Takes fields one by one; one that cares for speed takes numbers as numbers. */
    @FunctionalInterface
    interface Fields {

        void accept(Word name, String value);

        default void accept(Word name, Word value) {
            accept(name, value.text());
        }

        default void accept(Word name, long value) {
            accept(name, Long.toString(value));
        }

        default void accept(Word name, BigDecimal value) {
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
        fields(tick, origin, (name, value) -> fields.put(name.text(), value));
        return StreamEntry.of(key(tick.symbol()), fields);
    }

    /** The key of the symbol's stream. */
    public static String key(String symbol) {
        return PREFIX.text() + symbol + SUFFIX.text();
    }

    /** The fields one by one in their order, for a writer that needs no map. */
    static void fields(Tick tick, String origin, Fields field) {
        if (tick instanceof Trade trade) trade(trade, field);
        else if (tick instanceof Quote quote) quote(quote, field);
        else if (tick instanceof Bar bar) bar(bar, field);
        else if (tick instanceof IndexValue value) value(value, field);
        else if (tick instanceof RawTick raw) raw(raw, field);
        else RareEntries.fields(tick, field);
        field.accept(TS_MS, tick.tsMs());
        field.accept(RECEIVED_MS, tick.receivedMs());
        if (!origin.equals(LIVE)) field.accept(ORIGIN, origin);
    }

    private static void trade(Trade trade, Fields field) {
        field.accept(TYPE, A_TRADE);
        put(field, PRICE, trade.price());
        put(field, SIZE, trade.size());
        put(field, EXCHANGE, trade.exchange());
        if (!trade.conditions().isEmpty()) field.accept(CONDITIONS, joined(trade.conditions()));
        put(field, TRADE_ID, trade.tradeId());
        put(field, SEQ, trade.seq());
        put(field, TAPE, trade.tape());
        put(field, TRF_ID, trade.trfId());
        put(field, TRF_TS_MS, trade.trfTsMs());
    }

    private static void quote(Quote quote, Fields field) {
        field.accept(TYPE, A_QUOTE);
        put(field, BID, quote.bid());
        put(field, BID_SIZE, quote.bidSize());
        put(field, ASK, quote.ask());
        put(field, ASK_SIZE, quote.askSize());
        put(field, BID_EXCHANGE, quote.bidExchange());
        put(field, ASK_EXCHANGE, quote.askExchange());
        put(field, SEQ, quote.seq());
    }

    private static void bar(Bar bar, Fields field) {
        field.accept(TYPE, A_BAR);
        field.accept(INTERVAL, bar.interval());
        put(field, OPEN, bar.open());
        put(field, HIGH, bar.high());
        put(field, LOW, bar.low());
        put(field, CLOSE, bar.close());
        put(field, VOLUME, bar.volume());
        put(field, VWAP, bar.vwap());
        field.accept(START_MS, bar.startMs());
        field.accept(END_MS, bar.endMs());
    }

    private static void value(IndexValue value, Fields field) {
        field.accept(TYPE, A_VALUE);
        put(field, VALUE, value.value());
    }

    private static void raw(RawTick raw, Fields field) {
        field.accept(TYPE, raw.channel().toLowerCase(Locale.ROOT));
        field.accept(RAW, raw.json());
    }

    static void put(Fields field, Word name, @Nullable Object value) {
        if (value instanceof BigDecimal decimal) field.accept(name, decimal);
        else if (value instanceof Long || value instanceof Integer) field.accept(name, ((Number) value).longValue());
        else if (value != null) field.accept(name, value.toString());
    }

    static String joined(List<Integer> codes) {
        if (codes.size() == 1) return codes.get(0).toString();
        var text = new StringBuilder();
        for (Integer code : codes) text.append(text.isEmpty() ? "" : ",").append(code);
        return text.toString();
    }
}
