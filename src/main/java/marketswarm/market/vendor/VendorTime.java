package marketswarm.market.vendor;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** The vendor's stamps in milliseconds: the unit is told by magnitude, and where it is not the documented one, counted. */
final class VendorTime {

    private static final long NANOSECONDS_FROM = 100_000_000_000_000_000L;
    private static final long MICROSECONDS_FROM = 100_000_000_000_000L;
    private static final long MILLISECONDS_FROM = 100_000_000_000L;

    private static final long FURTHEST_AHEAD_MS = Duration.ofDays(2).toMillis();

    private final LongAdder surprises = new LongAdder();

    /** @param nowMs our clock, which is taken for a stamp before this age or far beyond now */
    long ms(long stamp, boolean documentedNanoseconds, long nowMs) {
        return ms(stamp, documentedNanoseconds, nowMs, nowMs);
    }

    /** @param otherwise in place of a stamp before this age or far beyond {@code nowMs}, our clock */
    long ms(long stamp, boolean documentedNanoseconds, long nowMs, long otherwise) {
        boolean expected = documentedNanoseconds
                ? stamp >= NANOSECONDS_FROM
                : stamp >= MILLISECONDS_FROM && stamp < MICROSECONDS_FROM;
        long ms = ms(stamp);
        boolean possible = stamp >= MILLISECONDS_FROM && ms <= nowMs + FURTHEST_AHEAD_MS;
        if (!expected || !possible) surprises.increment();
        return possible ? ms : otherwise;
    }

    long surprises() {
        return surprises.sum();
    }

    /** For REST, where neighbouring fields differ in unit by design. */
    static long ms(long stamp) {
        if (stamp >= NANOSECONDS_FROM) return stamp / 1_000_000;
        return stamp >= MICROSECONDS_FROM ? stamp / 1_000 : stamp;
    }
}
