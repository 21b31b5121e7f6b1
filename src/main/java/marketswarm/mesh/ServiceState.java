package marketswarm.mesh;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator says of one service, one field of {@code mesh:state}.
 *
 * @param sinceMs when this state began, epoch milliseconds
 * @param ageMs of the newest heartbeat; absent when there is none
 * @param detail why, in a few words
 */
public record ServiceState(
        String service,
        State state,
        long sinceMs,
        @Nullable Long ageMs,
        int instances,
        @Nullable String truthVersion,
        String detail) {

    /** A service warms up until its first heartbeat, is late after two intervals and down after three. */
    public enum State {
        WARMING,
        UP,
        LATE,
        DOWN;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How long a service may take to its first heartbeat: three quarters of the time after which it would be down. */
    static Duration warmUp(int intervalSeconds) {
        return Duration.ofMillis(intervalSeconds * 3_000L * 3 / 4);
    }

    static State of(@Nullable Long ageMs, long watchedMs, int intervalSeconds) {
        long interval = intervalSeconds * 1000L;
        if (ageMs == null) return watchedMs < warmUp(intervalSeconds).toMillis() ? State.WARMING : State.DOWN;
        if (ageMs <= 2 * interval) return State.UP;
        return ageMs <= 3 * interval ? State.LATE : State.DOWN;
    }
}
