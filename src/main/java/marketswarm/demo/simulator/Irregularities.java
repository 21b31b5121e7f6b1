package marketswarm.demo.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** What happens on the exchange now and then, so that REST knows it as well: late reports, corrected bars. */
final class Irregularities {

    private static final int FACILITY = 202;
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
            all.add(print instanceof Print.Trade trade ? maybeLate(trade, switches) : print);
            if (print instanceof Print.Bar bar && happens(switches.corrections())) {
                corrections.add(new Correction(nowNs + (1 + random.nextInt(LONGEST_CORRECTION_S)) * SECOND_NS, bar));
            }
        }
        while (!corrections.isEmpty() && corrections.peek().atNs() <= nowNs) {
            all.add(corrections.poll().bar().corrected());
        }
        return all;
    }

    private Print maybeLate(Print.Trade trade, Switches switches) {
        boolean late = trade.listing().market() == Market.STOCKS && happens(switches.lateTrades());
        return late ? trade.reportedLate(FACILITY, switches.lateTradesMs() * 1_000_000) : trade;
    }

    /** Draws only where it can happen, so that one switch does not move the others. */
    private boolean happens(double fraction) {
        return fraction > 0 && random.nextDouble() < fraction;
    }
}
