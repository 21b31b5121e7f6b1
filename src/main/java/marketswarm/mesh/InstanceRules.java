package marketswarm.mesh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one instance is judged by its heartbeat: late after two intervals and down after three; late as well while it says
 * what keeps it from working, or has work waiting and finishes none.
 *
 * @param truthHash of the loaded truth
 * @param stalledAfter without a finished unit while some wait
 */
record InstanceRules(long now, int intervalSec, String truthHash, Duration stalledAfter) {

    InstanceState judge(Beat beat, @Nullable InstanceState before) {
        long beatMs = beat.number("beat_ms");
        long seen = before != null && before.beatMs() == beatMs ? before.seenMs() : now;
        List<String> reasons = new ArrayList<>();
        State state = state(beat, now - seen, reasons);
        notes(beat, reasons);
        return new InstanceState(
                beat.instance(),
                state,
                before != null && before.state() == state ? before.sinceMs() : now,
                beatMs,
                seen,
                beat.number("started_ms"),
                beat.number("done"),
                beat.fields().get("truth_version"),
                reasons);
    }

    private State state(Beat beat, long ageMs, List<String> reasons) {
        long interval = intervalSec * 1000L;
        if (ageMs > 2 * interval) {
            reasons.add("last heartbeat " + ageMs / 1000 + " s ago, expected every " + intervalSec + " s");
            return ageMs > 3 * interval ? State.DOWN : State.LATE;
        }
        if (beat.isStarting()) {
            reasons.add("starting");
            return State.WARMING;
        }
        if (!beat.text("trouble").isEmpty()) reasons.add(beat.text("trouble"));
        if (isStalled(beat))
            reasons.add(beat.text("waiting") + " waiting, nothing done for "
                    + (beat.number("beat_ms") - beat.number("worked_ms")) / 1000 + " s");
        return reasons.isEmpty() ? State.UP : State.LATE;
    }

    private boolean isStalled(Beat beat) {
        return beat.number("waiting") > 0
                && beat.number("worked_ms") > 0
                && beat.number("beat_ms") - beat.number("worked_ms") > stalledAfter.toMillis();
    }

    private void notes(Beat beat, List<String> reasons) {
        if (drifts(beat)) reasons.add("runs truth " + beat.text("truth_version") + ", not the loaded one");
        if (!beat.text("truth_refused").isEmpty()) reasons.add("refuses the loaded truth");
        if (!beat.text("restart_needed").isEmpty()) reasons.add("restart needed: " + beat.text("restart_needed"));
    }

    boolean drifts(Beat beat) {
        String its = beat.text("truth_hash");
        return !its.isEmpty() && !truthHash.isEmpty() && !its.equals(truthHash);
    }
}
