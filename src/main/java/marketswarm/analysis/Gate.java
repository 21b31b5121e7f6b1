package marketswarm.analysis;

import java.time.Clock;
import java.time.Duration;
import marketswarm.analysis.AnalysisFailed.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Keeps work from a model that wants none: its key is refused, its credit is used up, or it is asked too often. No item is
 * to blame for that, and asking for the next one would only make it worse. Safe for several threads.
 */
final class Gate {

    /** How soon a new key or new credit is noticed. */
    private static final Duration SHUT_FOR = Duration.ofSeconds(30);

    private record Shut(Kind why, long untilMs) {}

    private final Clock clock;
    private volatile @Nullable Shut shut;

    Gate(Clock clock) {
        this.clock = clock;
    }

    /** @throws AnalysisFailed while it is shut, with the reason and the time that is left */
    void pass() throws AnalysisFailed {
        Shut now = shut;
        if (now == null) return;
        long leftMs = now.untilMs() - clock.millis();
        if (leftMs > 0)
            throw new AnalysisFailed(
                    now.why(), "analysis: the model is left alone", Duration.ofMillis(leftMs), Spent.NOTHING, null);
    }

    /** Shuts after a failure that is not the item's; true when it was open. */
    boolean shut(AnalysisFailed cause) {
        if (!blameless(cause)) return false;
        Shut before = shut;
        boolean wasOpen = before == null || before.untilMs() <= clock.millis();
        Duration wait =
                cause.kind() == Kind.RATE || cause.retryAfter().compareTo(SHUT_FOR) > 0 ? cause.retryAfter() : SHUT_FOR;
        if (wasOpen) shut = new Shut(cause.kind(), clock.millis() + wait.toMillis());
        return wasOpen;
    }

    /** Whether the item would have failed as well had it been another. */
    static boolean blameless(AnalysisFailed cause) {
        return switch (cause.kind()) {
            case KEY, MONEY, RATE -> true;
            case PASSING, PERMANENT -> false;
        };
    }
}
