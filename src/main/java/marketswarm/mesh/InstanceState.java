package marketswarm.mesh;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator says of one instance of a service.
 *
 * @param sinceMs when this state began, epoch milliseconds
 * @param beatMs the time in its newest heartbeat, by its own clock
 * @param seenMs when the coordinator first saw that heartbeat, by its clock: clocks that differ make nobody late
 * @param startedMs when the process began; another one under the same name has fallen in between
 * @param done units of work finished, as it says
 * @param reasons why it is not up, or what else is to be known; empty when all is well
 */
public record InstanceState(
        String instance,
        State state,
        long sinceMs,
        long beatMs,
        long seenMs,
        long startedMs,
        long done,
        @Nullable String truthVersion,
        List<String> reasons) {

    public InstanceState {
        reasons = List.copyOf(reasons);
    }

    /** The same without a heartbeat. */
    InstanceState gone(long now) {
        long since = state == State.DOWN ? sinceMs : now;
        String reason = "no heartbeat for " + Math.max(0, now - seenMs) / 1000 + " s";
        return new InstanceState(
                instance, State.DOWN, since, beatMs, seenMs, startedMs, done, truthVersion, List.of(reason));
    }

    /** Whether this is what another has become that has fallen, or stumbled, since it was looked at. */
    boolean hasFallenSince(InstanceState before) {
        boolean wasAlive = before.state.isAlive();
        return (wasAlive && (state == State.DOWN || startedMs != before.startedMs))
                || (before.state == State.LATE && state == State.UP);
    }
}
