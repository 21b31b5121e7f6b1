package marketswarm.demo.simulator;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The last minutes of one symbol, oldest first. */
final class Shelf {

    /** Beyond it the line gets shorter in time, so that a fast tape does not fill the memory. */
    private static final int MOST_PRINTS = 50_000;

    private final long keptNs;
    private final Deque<Print.Trade> trades = new ArrayDeque<>();
    private final Deque<Print.Quote> quotes = new ArrayDeque<>();
    private final Deque<Print.Value> values = new ArrayDeque<>();
    private final NavigableMap<Long, Print.Bar> seconds = new TreeMap<>();
    private final NavigableMap<Long, Print.Bar> minutes = new TreeMap<>();

    Shelf(long keptNs) {
        this.keptNs = keptNs;
    }

    void add(Print print) {
        if (print instanceof Print.Trade trade) put(trades, trade);
        else if (print instanceof Print.Quote quote) put(quotes, quote);
        else if (print instanceof Print.Value value) put(values, value);
        else if (print instanceof Print.Bar bar) put(bar.minute() ? minutes : seconds, bar);
    }

    Deque<Print.Trade> trades() {
        return trades;
    }

    Deque<Print.Quote> quotes() {
        return quotes;
    }

    Deque<Print.Value> values() {
        return values;
    }

    Collection<Print.Bar> seconds() {
        return seconds.values();
    }

    Collection<Print.Bar> minutes() {
        return minutes.values();
    }

    Print.@Nullable Bar lastMinute() {
        var last = minutes.lastEntry();
        return last == null ? null : last.getValue();
    }

    /** Absent before the first second is over. */
    Print.@Nullable Day day() {
        var last = seconds.lastEntry();
        return last == null ? null : last.getValue().day();
    }

    /** The newest of what was printed, bars apart; absent when the symbol has been quiet for the whole history. */
    @Nullable
    Print last() {
        Print trade = trades.peekLast();
        Print quote = quotes.peekLast();
        Print newest = trade == null || (quote != null && quote.tsNs() > trade.tsNs()) ? quote : trade;
        return newest == null ? values.peekLast() : newest;
    }

    private <P extends Print> void put(Deque<P> line, P print) {
        line.addLast(print);
        if (line.size() > MOST_PRINTS) line.removeFirst();
        while (line.getFirst().tsNs() < print.tsNs() - keptNs) line.removeFirst();
    }

    /** A bar that is corrected takes the place of the one before. */
    private void put(NavigableMap<Long, Print.Bar> bars, Print.Bar bar) {
        bars.put(bar.startMs(), bar);
        bars.headMap(bar.startMs() - keptNs / 1_000_000).clear();
    }
}
