package marketswarm.market.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import marketswarm.domain.Tick;
import marketswarm.market.Identity;

/**
 * Takes out what the vendor sends twice: numbered trades whose number has been seen. A direct-mapped table of
 * identities: its memory is bounded, and a trade is remembered until another one needs its place, tens of thousands of
 * trades later. For one thread at a time.
 */
final class Repeats {

    private static final int SIZE = 1 << 16;

    private final long[] seen = new long[SIZE];
    private final LongAdder dropped = new LongAdder();

    /** The list itself where nothing is repeated, which is nearly always. */
    List<Tick> without(List<Tick> ticks) {
        for (int i = 0; i < ticks.size(); i++) {
            if (repeated(ticks.get(i))) return rest(ticks, i);
        }
        return ticks;
    }

    long dropped() {
        return dropped.sum();
    }

    private List<Tick> rest(List<Tick> ticks, int first) {
        var kept = new ArrayList<Tick>(ticks.subList(0, first));
        for (int i = first + 1; i < ticks.size(); i++) {
            if (!repeated(ticks.get(i))) kept.add(ticks.get(i));
        }
        return kept;
    }

    private boolean repeated(Tick tick) {
        long identity = Identity.numbered(tick);
        if (identity == Identity.NONE) return false;
        int place = (int) identity & SIZE - 1;
        boolean again = seen[place] == identity;
        if (again) dropped.increment();
        else seen[place] = identity;
        return again;
    }
}
