package marketswarm.market;

import static marketswarm.market.Figure.ASK;
import static marketswarm.market.Figure.ASK_SIZE;
import static marketswarm.market.Figure.BID;
import static marketswarm.market.Figure.BID_SIZE;
import static marketswarm.market.Figure.CHANGE;
import static marketswarm.market.Figure.CHANGE_PCT;
import static marketswarm.market.Figure.DAY_CLOSE;
import static marketswarm.market.Figure.DAY_HIGH;
import static marketswarm.market.Figure.DAY_LOW;
import static marketswarm.market.Figure.DAY_OPEN;
import static marketswarm.market.Figure.DAY_VOLUME;
import static marketswarm.market.Figure.DAY_VWAP;
import static marketswarm.market.Figure.PREV_CLOSE;
import static marketswarm.market.Figure.PRICE;
import static marketswarm.market.Figure.SIZE;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import marketswarm.domain.Bar;
import marketswarm.domain.Quote;
import marketswarm.domain.Snapshot;
import marketswarm.domain.Trade;
import org.jspecify.annotations.Nullable;

/**
 * The latest state of one symbol, changed in place: a tick that moves one figure allocates nothing here. Price, quote
 * and day each have their own clock, because REST and late prints may be newer in one and older in another.
 */
final class SymbolState {

    private static final int PCT_DECIMALS = 4;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final String symbol;
    private final TradingDay tradingDay;
    private final Map<Figure, BigDecimal> figures = new EnumMap<>(Figure.class);
    private final Set<Figure> dirty = EnumSet.noneOf(Figure.class);
    private long changes;
    private boolean touched;
    private long priceMs;
    private long quoteMs;
    private long dayMs;
    private long day = TradingDay.NONE;
    private long tsMs;
    private long receivedMs;
    private String lastId = "";
    private String source = "";

    SymbolState(String symbol) {
        this.symbol = symbol;
        this.tradingDay = TradingDay.of(symbol);
    }

    /** Every trade may set the price; what its conditions say about that is not looked at. A late print may not. */
    void trade(Trade trade) {
        if (trade.tsMs() < priceMs) return;
        priceMs = trade.tsMs();
        set(PRICE, trade.price());
        set(SIZE, trade.size());
    }

    void value(BigDecimal value, long valueMs) {
        if (valueMs < priceMs) return;
        priceMs = valueMs;
        set(PRICE, value);
    }

    void quote(Quote quote) {
        if (quote.tsMs() < quoteMs || quote.bid() == null && quote.ask() == null) return;
        quoteMs = quote.tsMs();
        setOrZero(BID, quote.bid());
        setOrZero(BID_SIZE, quote.bidSize());
        setOrZero(ASK, quote.ask());
        setOrZero(ASK_SIZE, quote.askSize());
    }

    /** Corrected bars come up to 15 minutes late: they may widen the day's range, but not turn its clock back. */
    void bar(Bar bar) {
        long barDay = tradingDay.number(bar.startMs());
        if (barDay < day) return;
        if (barDay > day) newDay(bar, barDay);
        set(DAY_HIGH, greater(get(DAY_HIGH), bar.high()));
        set(DAY_LOW, lesser(get(DAY_LOW), bar.low()));
        if (bar.endMs() < dayMs) return;
        dayMs = bar.endMs();
        set(DAY_CLOSE, bar.close());
        setKnown(DAY_OPEN, bar.dayOpen());
        setKnown(DAY_VOLUME, bar.dayVolume());
        setKnown(DAY_VWAP, bar.dayVwap());
    }

    /**
     * REST fills what is absent and replaces what is older; the previous close comes from nowhere else.
     *
     * @return whether that changed anything
     */
    boolean seed(Snapshot rest) {
        long before = changes;
        long restMs = rest.tsMs() == null ? 0 : rest.tsMs();
        setKnown(PREV_CLOSE, rest.prevClose());
        if (restMs >= priceMs || get(PRICE) == null) {
            setKnown(PRICE, rest.price());
            setKnown(SIZE, rest.size());
            seedChange(rest);
            priceMs = Math.max(priceMs, restMs);
        }
        if (restMs >= quoteMs || get(BID) == null && get(ASK) == null) {
            setKnown(BID, rest.bid());
            setKnown(BID_SIZE, rest.bidSize());
            setKnown(ASK, rest.ask());
            setKnown(ASK_SIZE, rest.askSize());
            quoteMs = Math.max(quoteMs, restMs);
        }
        seedDay(rest, restMs);
        if (changes == before) return false;
        stamp(restMs, rest.receivedMs() == null ? 0 : rest.receivedMs());
        source = rest.source() == null ? "rest" : rest.source();
        return true;
    }

    /** Takes back what was written before a restart. Text that is no number is passed over. */
    void restore(Map<String, String> hash) {
        for (Figure figure : Figure.values()) {
            BigDecimal value = HashText.decimal(hash.get(figure.field()));
            if (value != null) figures.put(figure, value);
        }
        tsMs = HashText.whole(hash.get("ts_ms"));
        receivedMs = HashText.whole(hash.get("received_ms"));
        lastId = hash.getOrDefault("last_id", "");
        source = hash.getOrDefault("source", "");
        priceMs = get(PRICE) == null ? 0 : tsMs;
        quoteMs = get(BID) == null && get(ASK) == null ? 0 : tsMs;
        if (get(DAY_HIGH) == null) return;
        dayMs = tsMs;
        day = tradingDay.number(tsMs);
    }

    /** The newest tick that this state contains. */
    void contains(String id, long tickMs, long tickReceivedMs, String from) {
        lastId = id;
        source = from;
        stamp(tickMs, tickReceivedMs);
    }

    /** Advances the last id alone: the tick changes nothing here, and waits for one that does. */
    void passed(String id) {
        lastId = id;
    }

    boolean isTouched() {
        return touched;
    }

    void touch() {
        touched = true;
    }

    void rewrite() {
        dirty.addAll(figures.keySet());
    }

    /** The fields of the HASH that have changed since the last call. */
    Map<String, String> take(long nowMs) {
        if (dirty.contains(PRICE) || dirty.contains(PREV_CLOSE) || dirty.contains(DAY_CLOSE)) change();
        var fields = new LinkedHashMap<String, String>();
        fields.put("symbol", symbol);
        figures.forEach((figure, value) -> {
            if (dirty.contains(figure)) fields.put(figure.field(), value.toPlainString());
        });
        if (tsMs > 0) fields.put("ts_ms", Long.toString(tsMs));
        if (receivedMs > 0) fields.put("received_ms", Long.toString(receivedMs));
        fields.put("updated_ms", Long.toString(nowMs));
        if (!lastId.isEmpty()) fields.put("last_id", lastId);
        if (!source.isEmpty()) fields.put("source", source);
        dirty.clear();
        touched = false;
        return fields;
    }

    /** Without {@code op}, {@code av}, {@code a} the first bar of the day stands for the day until REST knows better. */
    private void newDay(Bar bar, long barDay) {
        if (day != TradingDay.NONE) {
            setKnown(PREV_CLOSE, get(DAY_CLOSE));
            set(DAY_OPEN, bar.open());
            setKnown(DAY_VOLUME, bar.volume());
            setKnown(DAY_VWAP, bar.vwap());
            set(DAY_HIGH, bar.high());
            set(DAY_LOW, bar.low());
        }
        day = barDay;
    }

    private void seedDay(Snapshot rest, long restMs) {
        if (rest.dayClose() == null && rest.dayHigh() == null) return;
        boolean newer = restMs >= dayMs;
        if (!newer && tradingDay.number(restMs) != day) return;
        seedDay(newer, DAY_OPEN, rest.dayOpen());
        seedDay(newer, DAY_HIGH, rest.dayHigh());
        seedDay(newer, DAY_LOW, rest.dayLow());
        seedDay(newer, DAY_CLOSE, rest.dayClose());
        seedDay(newer, DAY_VOLUME, rest.dayVolume());
        seedDay(newer, DAY_VWAP, rest.dayVwap());
        if (!newer || restMs == 0) return;
        dayMs = restMs;
        day = tradingDay.number(restMs);
    }

    /** The vendor's own change counts only where it cannot be reckoned here. */
    private void seedChange(Snapshot rest) {
        if (get(PREV_CLOSE) != null) return;
        setKnown(CHANGE, rest.change());
        setKnown(CHANGE_PCT, rest.changePct());
    }

    private void seedDay(boolean newer, Figure figure, @Nullable BigDecimal value) {
        if (newer || get(figure) == null) setKnown(figure, value);
    }

    private void change() {
        BigDecimal price = get(PRICE) == null ? get(DAY_CLOSE) : get(PRICE);
        BigDecimal before = get(PREV_CLOSE);
        if (price == null || before == null || before.signum() == 0) return;
        BigDecimal change = price.subtract(before);
        set(CHANGE, change);
        BigDecimal pct = change.multiply(HUNDRED).divide(before, PCT_DECIMALS, RoundingMode.HALF_UP);
        set(CHANGE_PCT, pct.signum() == 0 ? BigDecimal.ZERO : pct.stripTrailingZeros());
    }

    private void stamp(long newTsMs, long newReceivedMs) {
        tsMs = Math.max(tsMs, newTsMs);
        receivedMs = Math.max(receivedMs, newReceivedMs);
    }

    private @Nullable BigDecimal get(Figure figure) {
        return figures.get(figure);
    }

    private void set(Figure figure, BigDecimal value) {
        if (value.equals(get(figure))) return;
        figures.put(figure, value);
        dirty.add(figure);
        changes++;
    }

    private void setKnown(Figure figure, @Nullable BigDecimal value) {
        if (value != null) set(figure, value);
    }

    /** The vendor omits zeros: a side that was there and is not in the quote any more is gone. */
    private void setOrZero(Figure figure, @Nullable BigDecimal value) {
        if (value != null) set(figure, value);
        else if (get(figure) != null) set(figure, BigDecimal.ZERO);
    }

    private static BigDecimal greater(@Nullable BigDecimal known, BigDecimal value) {
        return known == null || value.compareTo(known) > 0 ? value : known;
    }

    private static BigDecimal lesser(@Nullable BigDecimal known, BigDecimal value) {
        return known == null || value.compareTo(known) < 0 ? value : known;
    }
}
