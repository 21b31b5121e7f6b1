package marketswarm.market.session;

import java.time.Duration;

/**
 * Tells a half-open socket from a quiet market: nothing but pongs for too long while the market is open. Each time in a
 * row that a new connection stays silent as well, it is given twice the time. Safe for several threads.
 */
final class Silence {

    private static final int MOST_DOUBLINGS = 5;

    private long heardMs;
    private int doublings;

    synchronized void connected(long nowMs) {
        heardMs = nowMs;
    }

    synchronized void heard(long nowMs) {
        heardMs = nowMs;
        doublings = 0;
    }

    /** How long nothing has been heard, when that is too long. */
    synchronized Duration tooLong(long nowMs, long allowedMs) {
        long silentMs = nowMs - heardMs;
        if (silentMs < allowedMs << doublings) return Duration.ZERO;
        doublings = Math.min(doublings + 1, MOST_DOUBLINGS);
        heardMs = nowMs;
        return Duration.ofMillis(silentMs);
    }
}
