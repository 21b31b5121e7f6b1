package marketswarm.market.gap;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import marketswarm.domain.Tick;
import marketswarm.market.stream.StoredTicks;
import marketswarm.market.stream.StoredTicks.Mark;

/** How far a cluster has been read in this process, and how far the vendor's stamps are behind our clock. */
final class LastRead {

    private static final long DELAY_HOLDS_MS = Duration.ofMinutes(1).toMillis();

    private volatile long receivedMs;
    private volatile long delayMs = StoredTicks.LATEST_DELAY_MS;
    private long delayBeforeMs = StoredTicks.LATEST_DELAY_MS;
    private long delayLatelyMs = StoredTicks.LATEST_DELAY_MS;
    private long delaySinceMs;
    private volatile long newestMs;

    /** A frame that is not empty, on the thread that reads the socket. */
    void frame(List<Tick> ticks) {
        Tick first = ticks.get(0);
        long now = first.receivedMs();
        long stampMs = Math.max(first.tsMs(), ticks.get(ticks.size() - 1).tsMs());
        newestMs = Math.max(newestMs, stampMs);
        long delay = now - stampMs;
        if (now - delaySinceMs > DELAY_HOLDS_MS) {
            delayBeforeMs = delayLatelyMs;
            delayLatelyMs = delay;
            delaySinceMs = now;
        }
        delayLatelyMs = Math.min(delayLatelyMs, delay);
        delayMs = Math.min(delayBeforeMs, delayLatelyMs);
        receivedMs = now;
    }

    /** Up to there nothing is missing, although nothing may have come over the socket yet. */
    void filled(long untilMs, long delay) {
        if (receivedMs != 0) return;
        delayMs = delay;
        receivedMs = untilMs;
    }

    /** Our clock; 0 before the first tick. */
    long receivedMs() {
        return receivedMs;
    }

    /** Never beyond the newest stamp: a delay that was measured while our clock was wrong would leave out what was missed. */
    Optional<Mark> mark() {
        if (receivedMs == 0) return Optional.empty();
        long delay = newestMs == 0 ? delayMs : Math.max(delayMs, receivedMs - newestMs);
        return Optional.of(Mark.of(receivedMs, delay));
    }
}
