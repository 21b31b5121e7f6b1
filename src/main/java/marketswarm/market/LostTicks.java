package marketswarm.market;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import marketswarm.domain.Tick;

/** Ticks for which neither memory nor disk had room: from when to when, so that they can be asked for again. */
public final class LostTicks {

    private static final long ONE_HOLE_MS = Duration.ofMinutes(1).toMillis();

    private final Map<String, Hole> holes = new HashMap<>();

    /**
     * Between these times, our clock, ticks of a market were lost.
     *
     * @param delayMs how far the vendor's stamps were behind our clock then
     */
    record Hole(long fromMs, long untilMs, long delayMs, long ticks) {

        private Hole grown(Hole more) {
            return new Hole(fromMs, more.untilMs, Math.min(delayMs, more.delayMs), ticks + more.ticks);
        }
    }

    /** On the thread that reads the socket, so it only takes note. */
    public synchronized void dropped(List<? extends Tick> ticks) {
        for (Tick tick : ticks) {
            long at = tick.receivedMs();
            holes.merge(Symbols.prefix(tick.symbol()), new Hole(at, at, at - tick.tsMs(), 1), LostTicks::joined);
        }
    }

    private static Hole joined(Hole known, Hole more) {
        return more.fromMs - known.untilMs > ONE_HOLE_MS ? more : known.grown(more);
    }

    /** The newest hole in what that market brought. */
    synchronized Optional<Hole> of(String market) {
        return Optional.ofNullable(holes.get(Symbols.prefixOf(market)));
    }
}
