package marketswarm.market.session;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/**
 * The symbols that have a stream and a snapshot. There is room for so many, however many a wildcard or a vendor gone mad
 * may bring; those that truth names are always admitted.
 */
public final class SymbolRoom {

    private final Set<String> admitted = ConcurrentHashMap.newKeySet();
    private final LongAdder refused = new LongAdder();
    private final IntSupplier most;

    public SymbolRoom(IntSupplier most) {
        this.most = most;
    }

    /** These have their place, however many they are. */
    public void keep(Collection<String> symbols) {
        admitted.addAll(symbols);
    }

    /** The symbol, or nothing when there is no room for it. */
    public String admit(String symbol) {
        if (symbol.isEmpty() || admitted.contains(symbol)) return symbol;
        if (admitted.size() >= most.getAsInt()) {
            refused.increment();
            return "";
        }
        admitted.add(symbol);
        return symbol;
    }

    public int size() {
        return admitted.size();
    }

    /** How often there was no room, about: a symbol that comes again and again need not be counted each time. */
    public long refused() {
        return refused.sum();
    }
}
