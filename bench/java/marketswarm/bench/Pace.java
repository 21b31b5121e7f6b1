package marketswarm.bench;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Publishes at an even rate; what falls due within a millisecond goes together, and what is late is caught up. */
final class Pace {

    private static final long LONGEST_NAP_NS = 250_000;
    private static final double SECOND_NS = 1e9;

    /** A server that takes it this much slower than it comes is given no more. */
    private static final double GIVE_UP_AFTER = 1.5;

    private Pace() {}

    /** @return how many were published; each carries the time at which it was due */
    static long publish(FanoutServer to, int perSecond, double seconds) throws IOException {
        long start = System.nanoTime();
        long all = Math.round(perSecond * seconds);
        long sent = 0;
        while (sent < all && System.nanoTime() - start < seconds * GIVE_UP_AFTER * SECOND_NS) {
            long due = Math.min(all, (long) ((System.nanoTime() - start) * perSecond / SECOND_NS) + 1);
            if (due > sent) to.publish(stamps(start, sent, due, perSecond));
            sent = Math.max(sent, due);
            long wait = start + (long) (sent * SECOND_NS / perSecond) - System.nanoTime();
            if (wait > 0) LockSupport.parkNanos(Math.min(wait, LONGEST_NAP_NS));
        }
        return sent;
    }

    private static long[] stamps(long start, long from, long to, int perSecond) {
        long[] stamps = new long[(int) (to - from)];
        for (int i = 0; i < stamps.length; i++) stamps[i] = start + (long) ((from + i) * SECOND_NS / perSecond);
        return stamps;
    }
}
