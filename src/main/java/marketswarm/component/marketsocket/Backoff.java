package marketswarm.component.marketsocket;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * When to try again: a quarter second doubling to half a minute, each with up to a quarter of jitter. A connection that
 * lived for less than ten seconds does not count as a success, else a server that accepts and drops would be hammered.
 */
final class Backoff {

    private static final long FIRST_MS = 250;
    private static final long LONGEST_MS = 30_000;
    private static final long STABLE_MS = TimeUnit.SECONDS.toMillis(10);

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** @param livedMs how long the connection that ended had lived, 0 when none came about */
    long nextMs(long livedMs) {
        failures = livedMs >= STABLE_MS ? 0 : Math.min(failures + 1, 10);
        long base = Math.min(LONGEST_MS, FIRST_MS << Math.max(0, failures - 1));
        return base + random.nextLong(base / 4 + 1);
    }
}
