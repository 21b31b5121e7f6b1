package marketswarm.demo.simulator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** What happens on the exchange now and then, so that REST knows it as well: late reports, odd sequence numbers,
 * parts of shares, corrected bars. */
final class Irregularities {

    private static final int FACILITY = 202;
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final int LONGEST_CORRECTION_S = 20;
    private static final long SECOND_NS = 1_000_000_000L;

    private final Random random;
    private final PriorityQueue<Correction> corrections =
            new PriorityQueue<>(Comparator.comparingLong(Correction::atNs).thenComparing(Correction::ordinal));

    private record Correction(long atNs, Print.Bar bar) {

        long ordinal() {
            return bar.ordinal();
        }
    }

    Irregularities(long seed) {
        this.random = new Random(seed + 1);
    }

    /** @param nowNs corrections that are due by then come last */
    List<Print> among(List<Print> prints, long nowNs, Switches switches) {
        List<Print> all = new ArrayList<>(prints.size());
        for (Print print : prints) {
            boolean share = print instanceof Print.Trade && print.listing().market() == Market.STOCKS;
            all.add(share ? irregular((Print.Trade) print, switches) : print);
            if (print instanceof Print.Bar bar && happens(switches.corrections())) {
                corrections.add(new Correction(nowNs + (1 + random.nextInt(LONGEST_CORRECTION_S)) * SECOND_NS, bar));
            }
        }
        while (!corrections.isEmpty() && corrections.peek().atNs() <= nowNs) {
            all.add(corrections.poll().bar().corrected());
        }
        return all;
    }

    private Print irregular(Print.Trade trade, Switches switches) {
        Print.Trade result = trade;
        if (happens(switches.sequenceFaults())) result = result.numbered(result.sequence() - random.nextInt(20));
        if (happens(switches.fractionalSizes()))
            result = result.sized(result.size().add(HALF));
        if (happens(switches.lateTrades())) {
            result = result.reportedLate(FACILITY, switches.lateTradesMs() * 1_000_000);
        }
        return result;
    }

    /** Draws only where it can happen, so that one switch does not move the others. */
    private boolean happens(double fraction) {
        return fraction > 0 && random.nextDouble() < fraction;
    }
}
