package marketswarm.market.snapshot;

import static marketswarm.market.snapshot.Figure.ASK;
import static marketswarm.market.snapshot.Figure.ASK_SIZE;
import static marketswarm.market.snapshot.Figure.BID;
import static marketswarm.market.snapshot.Figure.BID_SIZE;
import static marketswarm.market.snapshot.Figure.CHANGE;
import static marketswarm.market.snapshot.Figure.CHANGE_PCT;
import static marketswarm.market.snapshot.Figure.DAY_CLOSE;
import static marketswarm.market.snapshot.Figure.DAY_HIGH;
import static marketswarm.market.snapshot.Figure.DAY_LOW;
import static marketswarm.market.snapshot.Figure.DAY_OPEN;
import static marketswarm.market.snapshot.Figure.DAY_VOLUME;
import static marketswarm.market.snapshot.Figure.DAY_VWAP;
import static marketswarm.market.snapshot.Figure.PREV_CLOSE;
import static marketswarm.market.snapshot.Figure.PRICE;
import static marketswarm.market.snapshot.Figure.SIZE;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import marketswarm.domain.Bar;
import marketswarm.domain.Quote;
import marketswarm.domain.Snapshot;
import marketswarm.domain.Trade;
import marketswarm.market.HashText;
import marketswarm.market.TradingDay;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;

/**
 * The latest state of one symbol, changed in place: a tick that moves one figure allocates nothing here. Price, quote
 * and day each have their own clock, because REST and late prints may be newer in one and older in another.
 */
final class SymbolState {

    private static final int PCT_DECIMALS = 4;
    /** A late print or bar comes within minutes; what is older by more comes from a clock that was set back. */
    private static final long LATE_MS = Duration.ofHours(1).toMillis();

    private static final Pattern ID = Pattern.compile("\\d{1,18}-\\d{1,18}");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final String symbol;
    private final TradingDay tradingDay;
    private final Figures figures = new Figures();
    private boolean touched;
    private long priceMs;
    private long quoteMs;
    private long dayMs;
    private long writtenDayMs;
    private long day = TradingDay.NONE;
    private long restoredMs;
    private long tsMs;
    private long receivedMs;
    private @Nullable BigDecimal changedFrom;
    private String lastId = "";
    private String source = "";

    SymbolState(String symbol) {
        this.symbol = symbol;
        this.tradingDay = TradingDay.of(symbol);
    }

    /** Every trade may set the price; what its conditions say about that is not looked at. A late print may not. */
    void trade(Trade trade) {
        if (late(trade.tsMs(), priceMs)) return;
        priceMs = trade.tsMs();
        figures.set(PRICE, trade.price());
        figures.set(SIZE, trade.size());
    }

    void value(BigDecimal value, long valueMs) {
        if (late(valueMs, priceMs)) return;
        priceMs = valueMs;
        figures.set(PRICE, value);
    }

    void quote(Quote quote) {
        if (late(quote.tsMs(), quoteMs) || (quote.bid() == null && quote.ask() == null)) return;
        quoteMs = quote.tsMs();
        figures.setOrZero(BID, quote.bid());
        figures.setOrZero(BID_SIZE, quote.bidSize());
        figures.setOrZero(ASK, quote.ask());
        figures.setOrZero(ASK_SIZE, quote.askSize());
    }

    /** Corrected bars come up to 15 minutes late: they may widen the day's range, but not turn its clock back. */
    void bar(Bar bar) {
        long barDay = tradingDay.number(bar.startMs());
        boolean late = late(bar.endMs(), dayMs);
        if (late && barDay < day) return;
        if (barDay != day) newDay(bar, barDay);
        figures.set(DAY_HIGH, greater(figures.get(DAY_HIGH), bar.high()));
        figures.set(DAY_LOW, lesser(figures.get(DAY_LOW), bar.low()));
        if (symbol.startsWith("C:")) value(bar.close(), bar.endMs()); // currencies are quoted, never printed
        if (late) return;
        dayMs = bar.endMs();
        figures.set(DAY_CLOSE, bar.close());
        figures.setKnown(DAY_OPEN, bar.dayOpen());
        figures.setKnown(DAY_VOLUME, bar.dayVolume());
        figures.setKnown(DAY_VWAP, bar.dayVwap());
    }

    /**
     * REST fills what is absent and replaces what is older; the previous close comes from nowhere else.
     *
     * @return whether that changed anything
     */
    boolean seed(Snapshot rest) {
        long before = figures.changes();
        long restMs = rest.tsMs() == null ? 0 : rest.tsMs();
        figures.setKnown(PREV_CLOSE, rest.prevClose());
        if (restMs >= Math.max(priceMs, restoredMs) || !figures.has(PRICE)) {
            figures.setKnown(PRICE, rest.price());
            figures.setKnown(SIZE, rest.size());
            seedChange(rest);
            if (rest.price() != null) priceMs = Math.max(priceMs, restMs);
        }
        if (restMs >= Math.max(quoteMs, restoredMs) || !hasQuote()) {
            figures.setKnown(BID, rest.bid());
            figures.setKnown(BID_SIZE, rest.bidSize());
            figures.setKnown(ASK, rest.ask());
            figures.setKnown(ASK_SIZE, rest.askSize());
            if (rest.bid() != null || rest.ask() != null) quoteMs = Math.max(quoteMs, restMs);
        }
        seedDay(rest, restMs);
        if (figures.changes() == before) return false;
        stamp(restMs, rest.receivedMs() == null ? 0 : rest.receivedMs());
        source = rest.source() == null ? "rest" : rest.source();
        return true;
    }

    /** Takes back what was written before a restart: newer than any older REST answer, but no bar to live ticks. Text that is no number is passed over. */
    void restore(Map<String, String> hash) {
        figures.restore(hash);
        tsMs = HashText.whole(hash.get("ts_ms"));
        receivedMs = HashText.whole(hash.get("received_ms"));
        lastId = id(hash);
        source = hash.getOrDefault("source", "");
        restoredMs = tsMs;
        if (!figures.has(DAY_HIGH)) return;
        dayMs = HashText.whole(hash.get("day_ms"));
        writtenDayMs = dayMs;
        day = tradingDay.number(dayMs == 0 ? tsMs : dayMs - 1);
    }

    /** Whether the hash may contain a tick that this state does not. */
    boolean isBehind(Map<String, String> hash) {
        String theirs = id(hash);
        if (lastId.isEmpty() || theirs.isEmpty()) return lastId.isEmpty();
        return new StreamEntryID(theirs).compareTo(new StreamEntryID(lastId)) > 0;
    }

    private static String id(Map<String, String> hash) {
        String id = hash.getOrDefault("last_id", "");
        return ID.matcher(id).matches() ? id : "";
    }

    /** The newest tick that this state contains. */
    void contains(String id, long tickMs, long tickReceivedMs, String from) {
        lastId = id;
        source = from;
        if (restoredMs > 0) {
            restoredMs = 0;
            tsMs = 0;
            receivedMs = 0;
        }
        stamp(tickMs, tickReceivedMs);
    }

    /** Advances the last id alone: the tick changes nothing here, and waits for one that does. */
    void passed(String id) {
        lastId = id;
    }

    String lastId() {
        return lastId;
    }

    /** Takes back an id that is newer than the last one. */
    void newest(String id) {
        if (id.isEmpty() || lastId.isEmpty()) lastId = id + lastId;
        else if (new StreamEntryID(id).compareTo(new StreamEntryID(lastId)) > 0) lastId = id;
    }

    boolean isTouched() {
        return touched;
    }

    void touch() {
        touched = true;
    }

    /** The fields of the HASH that have changed since the last call. */
    Map<String, String> take(long nowMs) {
        if (figures.isDirty(PRICE) || figures.isDirty(PREV_CLOSE) || figures.isDirty(DAY_CLOSE)) change();
        var fields = new LinkedHashMap<String, String>();
        fields.put("symbol", symbol);
        figures.takeInto(fields);
        if (tsMs > 0) fields.put("ts_ms", Long.toString(tsMs));
        if (receivedMs > 0) fields.put("received_ms", Long.toString(receivedMs));
        fields.put("updated_ms", Long.toString(nowMs));
        if (dayMs != writtenDayMs) fields.put("day_ms", Long.toString(dayMs));
        writtenDayMs = dayMs;
        if (!lastId.isEmpty()) fields.put("last_id", lastId);
        if (!source.isEmpty()) fields.put("source", source);
        touched = false;
        return fields;
    }

    /** Without {@code op}, {@code av}, {@code a} the first bar of the day stands for the day until REST knows better. */
    private void newDay(Bar bar, long barDay) {
        if (day != TradingDay.NONE) {
            figures.setKnown(PREV_CLOSE, figures.get(DAY_CLOSE));
            figures.set(DAY_OPEN, bar.open());
            figures.setKnown(DAY_VOLUME, bar.volume());
            figures.setKnown(DAY_VWAP, bar.vwap());
            figures.set(DAY_HIGH, bar.high());
            figures.set(DAY_LOW, bar.low());
        }
        day = barDay;
    }

    private void seedDay(Snapshot rest, long restMs) {
        if (rest.dayClose() == null && rest.dayHigh() == null) return;
        boolean newer = restMs >= Math.max(dayMs, restoredMs);
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
        if (figures.has(PREV_CLOSE)) return;
        figures.setKnown(CHANGE, rest.change());
        figures.setKnown(CHANGE_PCT, rest.changePct());
        if (rest.price() != null && rest.change() != null)
            changedFrom = rest.price().subtract(rest.change());
    }

    private void seedDay(boolean newer, Figure figure, @Nullable BigDecimal value) {
        if (newer || !figures.has(figure)) figures.setKnown(figure, value);
    }

    private void change() {
        BigDecimal price = figures.get(PRICE) == null ? figures.get(DAY_CLOSE) : figures.get(PRICE);
        BigDecimal before = figures.has(PREV_CLOSE) ? figures.get(PREV_CLOSE) : changedFrom;
        if (price == null || before == null || before.signum() == 0) return;
        BigDecimal change = price.subtract(before);
        figures.set(CHANGE, change);
        BigDecimal pct = change.multiply(HUNDRED).divide(before, PCT_DECIMALS, RoundingMode.HALF_UP);
        figures.set(CHANGE_PCT, pct.signum() == 0 ? BigDecimal.ZERO : pct.stripTrailingZeros());
    }

    private void stamp(long newTsMs, long newReceivedMs) {
        tsMs = Math.max(tsMs, newTsMs);
        receivedMs = Math.max(receivedMs, newReceivedMs);
    }

    private static boolean late(long ms, long newestMs) {
        return ms < newestMs && ms >= newestMs - LATE_MS;
    }

    private boolean hasQuote() {
        return figures.has(BID) || figures.has(ASK);
    }

    private static BigDecimal greater(@Nullable BigDecimal known, BigDecimal value) {
        return known == null || value.compareTo(known) > 0 ? value : known;
    }

    private static BigDecimal lesser(@Nullable BigDecimal known, BigDecimal value) {
        return known == null || value.compareTo(known) < 0 ? value : known;
    }
}
