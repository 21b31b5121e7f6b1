package marketswarm.gateway;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Bars of one interval out of the entries of a tick stream, which are added newest first. For each interval the vendor's
 * own bar is preferred, then the vendor's shorter bars together, then the trades (or the values of an index).
 */
final class Bars {

    private final long intervalMs;
    private final NavigableMap<Long, Bucket> buckets = new TreeMap<>();

    Bars(long intervalMs) {
        this.intervalMs = intervalMs;
    }

    /** @param from {@code bars} or {@code trades} */
    record Bar(
            long startMs,
            long endMs,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            @Nullable BigDecimal volume,
            String from) {

        /** This one, which is later, and an earlier one as one bar. */
        Bar after(Bar earlier) {
            return new Bar(
                    earlier.startMs,
                    endMs,
                    earlier.open,
                    high.max(earlier.high),
                    low.min(earlier.low),
                    close,
                    volume == null || earlier.volume == null ? volume : volume.add(earlier.volume),
                    from);
        }

        private Bar in(long start, long end) {
            return new Bar(start, end, open, high, low, close, volume, from);
        }
    }

    private static final class Bucket {
        private @Nullable Bar exact;
        private @Nullable Bar shorter;
        private @Nullable Bar trades;

        private @Nullable Bar best() {
            return exact != null ? exact : shorter != null ? shorter : trades;
        }
    }

    int size() {
        return buckets.size();
    }

    /** An entry that is older than all that were added; one that no bar can be made of is passed over. */
    void addOlder(long idMs, Map<String, String> fields) {
        switch (fields.getOrDefault("type", "")) {
            case "bar" -> bar(fields);
            case "trade" -> trade(idMs, fields, "price");
            default -> trade(idMs, fields, "value");
        }
    }

    private void bar(Map<String, String> fields) {
        Optional<Long> start = time(fields, "start_ms");
        Optional<Long> end = time(fields, "end_ms");
        var open = number(fields, "open");
        var high = number(fields, "high");
        var low = number(fields, "low");
        var close = number(fields, "close");
        if (start.isEmpty() || end.isEmpty() || open == null || high == null || low == null || close == null) return;
        Bar bar = new Bar(start.get(), end.get(), open, high, low, close, number(fields, "volume"), "bars");
        long length = bar.endMs() - bar.startMs();
        Bucket bucket = bucket(bar.startMs());
        if (length == intervalMs && bucket.exact == null) bucket.exact = bar;
        else if (length < intervalMs) bucket.shorter = before(bar, bucket.shorter);
    }

    private static Bar before(Bar earlier, @Nullable Bar later) {
        if (later == null) return earlier;
        // the vendor says some bars twice, the later one is right
        return earlier.startMs() >= later.startMs() ? later : later.after(earlier);
    }

    private void trade(long idMs, Map<String, String> fields, String priceField) {
        BigDecimal price = number(fields, priceField);
        if (price == null) return;
        long at = time(fields, "ts_ms").orElse(idMs);
        Bucket bucket = bucket(at);
        Bar one = new Bar(at, at, price, price, price, price, number(fields, "size"), "trades");
        bucket.trades = bucket.trades == null ? one : bucket.trades.after(one);
    }

    private Bucket bucket(long ms) {
        return buckets.computeIfAbsent(Math.floorDiv(ms, intervalMs) * intervalMs, start -> new Bucket());
    }

    /**
     * @param toMs bars that end later are left out
     * @param complete whether the oldest entries that there are have been added: else the oldest bar may be a part only
     */
    List<Bar> newest(int limit, @Nullable Long toMs, boolean complete) {
        List<Bar> bars = new ArrayList<>();
        var newestFirst = buckets.descendingMap().entrySet().iterator();
        while (newestFirst.hasNext() && bars.size() < limit) {
            var bucket = newestFirst.next();
            long end = bucket.getKey() + intervalMs;
            Bar best = bucket.getValue().best();
            boolean cut = !complete && !newestFirst.hasNext();
            if (best != null && !cut && (toMs == null || end <= toMs)) bars.add(best.in(bucket.getKey(), end));
        }
        Collections.reverse(bars);
        return bars;
    }

    private static Optional<Long> time(Map<String, String> fields, String name) {
        BigDecimal number = number(fields, name);
        return number == null ? Optional.empty() : Optional.of(number.longValue());
    }

    private static @Nullable BigDecimal number(Map<String, String> fields, String name) {
        String text = fields.get(name);
        if (text == null) return null;
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
