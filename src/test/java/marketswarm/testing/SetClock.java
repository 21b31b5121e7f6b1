package marketswarm.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that runs on from another time when it is told to. */
public final class SetClock extends Clock {

    private final Clock from;
    private volatile Duration ahead = Duration.ZERO;

    private SetClock(Clock from) {
        this.from = from;
    }

    /** Stands still until it is moved. */
    public static SetClock at(long ms) {
        return new SetClock(Clock.fixed(Instant.ofEpochMilli(ms), ZoneOffset.UTC));
    }

    /** Goes with the system's. */
    public static SetClock running() {
        return new SetClock(Clock.systemUTC());
    }

    public void forward(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
        return from.instant().plus(ahead);
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
