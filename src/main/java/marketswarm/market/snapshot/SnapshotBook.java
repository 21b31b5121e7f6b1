package marketswarm.market.snapshot;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import marketswarm.domain.Bar;
import marketswarm.domain.IndexValue;
import marketswarm.domain.Quote;
import marketswarm.domain.Snapshot;
import marketswarm.domain.Tick;
import marketswarm.domain.Trade;
import marketswarm.redis.pipe.Ids;

/**
 * Folds ticks and REST answers into the latest state of each symbol, and hands out what has changed for the HASHes
 * {@code market:snapshot:<symbol>}. Writing is the caller's affair, as often as it likes: what changes in between is
 * folded. Safe to use from several threads; the ticks of one symbol must come in the order of their ids.
 *
 * <p>The price moves with trades and index values, not with quotes or bars. Trade conditions that may not set the last
 * price (odd lots, average prices, …) are not told apart.
 */
public final class SnapshotBook {

    private final Clock clock;
    private final String source;
    private final Map<String, SymbolState> states = new HashMap<>();
    private final ArrayDeque<String> touched = new ArrayDeque<>();

    /** @param source where ticks come from: {@code ws}, or {@code sim} */
    public SnapshotBook(Clock clock, String source) {
        this.clock = clock;
        this.source = source;
    }

    /**
     * @param ids the ids that Redis gave the ticks' entries, in the same order
     * @throws IllegalArgumentException when there are not as many ids as ticks
     */
    public synchronized void fold(List<? extends Tick> ticks, List<String> ids) {
        if (ticks.size() != ids.size()) {
            throw new IllegalArgumentException("market: " + ids.size() + " ids for " + ticks.size() + " ticks");
        }
        for (int i = 0; i < ids.size(); i++) fold(ticks.get(i), ids.get(i));
    }

    /** The same with ids as they come out of a pipe; a tick that Redis has refused is in no state. */
    public synchronized void fold(List<? extends Tick> ticks, Ids ids) {
        for (int i = 0; i < ids.size(); i++) if (ids.has(i)) fold(ticks.get(i), ids.text(i));
    }

    /** The same for ticks whose ids may be older than those folded meanwhile. */
    public synchronized void foldLate(List<? extends Tick> ticks, List<String> ids) {
        for (int i = 0; i < ids.size(); i++) {
            String known = state(ticks.get(i).symbol()).lastId();
            fold(ticks.get(i), ids.get(i));
            state(ticks.get(i).symbol()).newest(known);
        }
    }

    /** What REST says of a symbol; never overwrites something newer. */
    public synchronized void seed(Snapshot rest) {
        SymbolState state = state(rest.symbol());
        if (state.seed(rest)) touch(rest.symbol(), state);
    }

    /**
     * Takes a HASH back that another process may have written; nothing of it is dirty. Without {@code symbol}, or where
     * more is known than it contains, it is ignored.
     */
    public synchronized void restore(Map<String, String> hash) {
        String symbol = hash.get("symbol");
        if (symbol != null && state(symbol).isBehind(hash)) state(symbol).restore(hash);
    }

    /**
     * Symbol → the fields of its HASH to write: what has changed since the last call, with {@code last_id} and
     * {@code updated_ms}. Empty when nothing has.
     */
    public synchronized Map<String, Map<String, String>> takeDirty() {
        if (touched.isEmpty()) return Map.of();
        long now = clock.millis();
        var taken = new LinkedHashMap<String, Map<String, String>>();
        for (String symbol = touched.poll(); symbol != null; symbol = touched.poll()) {
            taken.put(symbol, state(symbol).take(now));
        }
        return taken;
    }

    private void fold(Tick tick, String id) {
        SymbolState state = state(tick.symbol());
        if (tick instanceof Trade trade) state.trade(trade);
        else if (tick instanceof Quote quote) state.quote(quote);
        else if (tick instanceof Bar bar) state.bar(bar);
        else if (tick instanceof IndexValue value) state.value(value.value(), value.tsMs());
        else {
            state.passed(id);
            return;
        }
        state.contains(id, tick.tsMs(), tick.receivedMs(), source);
        touch(tick.symbol(), state);
    }

    private SymbolState state(String symbol) {
        return states.computeIfAbsent(symbol, SymbolState::new);
    }

    private void touch(String symbol, SymbolState state) {
        if (state.isTouched()) return;
        state.touch();
        touched.add(symbol);
    }
}
