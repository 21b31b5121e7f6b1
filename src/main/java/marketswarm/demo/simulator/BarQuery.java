package marketswarm.demo.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A question for bars of any width, made of the finest bars that divide it.
 *
 * @param widthMs of one bar
 * @param fromMs start of the first bar that counts
 * @param toMs start of the last bar that counts
 */
record BarQuery(long widthMs, boolean ofSeconds, long fromMs, long toMs, boolean ascending, int limit) {

    private static final int LARGEST_LIMIT = 50_000;
    private static final Map<String, Duration> SPANS = Map.of(
            "second", Duration.ofSeconds(1),
            "minute", Duration.ofMinutes(1),
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1),
            "week", Duration.ofDays(7));

    /** @throws IllegalArgumentException with a text for the client */
    static BarQuery of(String multiplier, String span, String from, String to, String sort, String limit) {
        Duration width = SPANS.get(span);
        if (width == null) throw new IllegalArgumentException("timespan must be one of " + SPANS.keySet());
        long times = Long.parseLong(multiplier);
        if (times < 1) throw new IllegalArgumentException("multiplier must be 1 or more");
        int most = Integer.parseInt(limit);
        if (most < 1 || most > LARGEST_LIMIT) throw new IllegalArgumentException("limit must be 1 to " + LARGEST_LIMIT);
        return new BarQuery(
                Math.multiplyExact(width.toMillis(), times),
                span.equals("second"),
                Moment.ns(from) / 1_000_000,
                Moment.endNs(to) / 1_000_000,
                !sort.equals("desc"),
                most);
    }

    /** One bar of the answer, and the base bars that it is made of. */
    record Wide(long startMs, List<Print.Bar> parts) {

        BigDecimal open() {
            return parts.get(0).open();
        }

        BigDecimal close() {
            return parts.get(parts.size() - 1).close();
        }

        BigDecimal high() {
            return parts.stream().map(Print.Bar::high).reduce(open(), BigDecimal::max);
        }

        BigDecimal low() {
            return parts.stream().map(Print.Bar::low).reduce(open(), BigDecimal::min);
        }

        BigDecimal volume() {
            return parts.stream().map(Print.Bar::volume).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        BigDecimal vwap() {
            BigDecimal turnover = parts.stream()
                    .map(bar -> bar.vwap().multiply(bar.volume()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            int decimals = parts.get(0).vwap().scale() + 2;
            return Listing.trimmed(turnover.divide(volume(), decimals, RoundingMode.HALF_UP));
        }

        long trades() {
            return parts.stream().mapToLong(Print.Bar::trades).sum();
        }
    }

    /** All bars that the filters let through, in the order asked for, the limit not yet applied. */
    List<Wide> bars(Shelf shelf) {
        Collection<Print.Bar> base = ofSeconds ? shelf.seconds() : shelf.minutes();
        TreeMap<Long, List<Print.Bar>> windows = new TreeMap<>();
        for (Print.Bar bar : base) {
            long start = Math.floorDiv(bar.startMs(), widthMs) * widthMs;
            if (start > toMs || start + widthMs <= fromMs) continue;
            windows.computeIfAbsent(start, any -> new ArrayList<>()).add(bar);
        }
        var ordered = ascending ? windows : windows.descendingMap();
        return ordered.entrySet().stream()
                .map(window -> new Wide(window.getKey(), window.getValue()))
                .toList();
    }
}
