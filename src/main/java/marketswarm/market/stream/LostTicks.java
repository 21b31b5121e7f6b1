package marketswarm.market.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import marketswarm.domain.Tick;
import marketswarm.market.Symbols;
import marketswarm.market.stream.StoredTicks.Mark;
import org.jspecify.annotations.Nullable;

/**
 * Ticks for which neither memory nor disk had room, or that Redis had taken and forgotten: from when to when, so that they
 * can be asked for again.
 */
public final class LostTicks {

    private static final long ONE_HOLE_MS = Duration.ofMinutes(1).toMillis();

    private static final long UNKNOWN = -1;

    private final Map<String, Hole> holes = new HashMap<>();
    private @Nullable Hole forgotten;

    /**
     * Between these times, our clock, ticks of a market were lost.
     *
     * @param delayMs how far the vendor's stamps were behind our clock then; negative where it is not known
     * @param ticks how many; negative where Redis has forgotten them
     */
    public record Hole(long fromMs, long untilMs, long delayMs, long ticks) {

        public boolean isForgotten() {
            return ticks < 0;
        }

        /** With the delay of what was read last, where nothing else is known. */
        public Hole delayed(Optional<Mark> read) {
            if (delayMs >= 0 || !isForgotten()) return this;
            long delay = read.map(Mark::delayMs).orElse(StoredTicks.LATEST_DELAY_MS);
            return new Hole(fromMs, untilMs, delay, ticks);
        }

        private Hole grown(Hole more) {
            return new Hole(
                    Math.min(fromMs, more.fromMs),
                    Math.max(untilMs, more.untilMs),
                    Math.min(delayMs, more.delayMs),
                    ticks + more.ticks);
        }
    }

    /** On the thread that reads the socket, so it only takes note. */
    public synchronized void dropped(List<? extends Tick> ticks) {
        for (Tick tick : ticks) {
            long at = tick.receivedMs();
            holes.merge(Symbols.prefix(tick.symbol()), new Hole(at, at, at - tick.tsMs(), 1), LostTicks::joined);
        }
    }

    /** Redis has forgotten what it had taken, for so long until now, of whatever market. */
    public synchronized void forgotten(Duration age, long nowMs) {
        forgotten = new Hole(nowMs - age.toMillis(), nowMs, UNKNOWN, UNKNOWN);
    }

    private static Hole joined(Hole known, Hole more) {
        return Math.abs(more.fromMs - known.untilMs) > ONE_HOLE_MS ? more : known.grown(more);
    }

    /** The newest holes in what that market brought; one that has grown is another. */
    public synchronized Set<Hole> of(String market) {
        return Stream.of(Optional.ofNullable(holes.get(Symbols.prefixOf(market))), Optional.ofNullable(forgotten))
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }
}
