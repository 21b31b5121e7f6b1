package marketswarm.market.gap;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When REST may be asked again, after it has said that it is asked too much or has not answered. */
final class Pace {

    private static final long TOO_MANY_MS = Duration.ofSeconds(15).toMillis();
    private static final long LONGEST_WISH_SEC = 300;
    private static final long RETRY_MS = Duration.ofSeconds(2).toMillis();
    private static final long GIVE_UP_AFTER_MS = Duration.ofMinutes(5).toMillis();
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private volatile long pausedUntilMs;
    private volatile long failingSinceMs;

    boolean isPaused(long nowMs) {
        return nowMs < pausedUntilMs;
    }

    long pausedUntilMs() {
        return pausedUntilMs;
    }

    void answered() {
        failingSinceMs = 0;
    }

    /** @param wish the vendor's {@code Retry-After}: seconds, or a date, which is not looked at */
    void tooMany(long nowMs, @Nullable String wish) {
        boolean seconds = wish != null && SECONDS.matcher(wish).matches();
        pausedUntilMs = nowMs + (seconds ? 1_000 * Math.min(Long.parseLong(wish), LONGEST_WISH_SEC) : TOO_MANY_MS);
    }

    /** @return whether it has failed for so long that it is hopeless */
    boolean failed(long nowMs) {
        if (failingSinceMs == 0) failingSinceMs = nowMs;
        pausedUntilMs = nowMs + RETRY_MS;
        return nowMs - failingSinceMs >= GIVE_UP_AFTER_MS;
    }
}
