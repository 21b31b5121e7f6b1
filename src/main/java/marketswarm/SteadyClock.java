package marketswarm;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that nobody sets. It starts with the wall clock of its making and moves on evenly by {@link System#nanoTime},
 * whatever happens to the other; so it says how long something takes and not what time it is.
 */
final class SteadyClock extends Clock {

    private final Instant startedAt = Instant.now();
    private final long startedNs = System.nanoTime();

    @Override
    public Instant instant() {
        return startedAt.plusNanos(System.nanoTime() - startedNs);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
