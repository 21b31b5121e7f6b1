package marketswarm.market.snapshot;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What a figure of one symbol was in the last while, looked at in even steps, so that its memory is bounded. */
final class Track {

    private static final int STEPS = 20;

    private record Look(long ms, BigDecimal value) {}

    private final Deque<Look> looks = new ArrayDeque<>(STEPS + 2);

    /** The figure is this now. */
    void add(long ms, BigDecimal value, long windowMs) {
        Look last = looks.peekLast();
        if (last != null && ms < last.ms()) looks.clear();
        if (last == null || ms - last.ms() >= windowMs / STEPS) looks.add(new Look(ms, value));
        forget(ms - windowMs);
    }

    /** What it was at the beginning of the window; absent when it is not known for at least half of it. */
    @Nullable
    BigDecimal before(long ms, long windowMs) {
        forget(ms - windowMs);
        Look first = looks.peekFirst();
        return first == null || ms - first.ms() < windowMs / 2 ? null : first.value();
    }

    /** All that is older, except for the newest of it: that is what it was then. */
    private void forget(long beforeMs) {
        while (looks.size() > 1 && second().ms() <= beforeMs) looks.removeFirst();
    }

    private Look second() {
        var each = looks.iterator();
        each.next();
        return each.next();
    }

    void clear() {
        looks.clear();
    }
}
