package marketswarm.redis.pipe;

import java.time.Duration;
import java.util.ArrayDeque;

/** When which batch had arrived, for the last minutes: what a server has forgotten is told by its age. */
final class Milestones {

    private static final long APART_NS = Duration.ofMillis(100).toNanos();
    private static final int MOST = 3_000;

    private final ArrayDeque<Milestone> passed = new ArrayDeque<>();

    private record Milestone(long number, long atNs) {}

    /** @param nowNs by {@link System#nanoTime}, as everywhere here */
    void passed(long number, long nowNs) {
        Milestone last = passed.peekLast();
        if (last != null && nowNs - last.atNs() < APART_NS) return;
        passed.add(new Milestone(number, nowNs));
        if (passed.size() > MOST) passed.remove();
    }

    /** How long ago all up to that number had arrived, or, when that is too long ago, the first that is known of. */
    Duration since(long number, long nowNs) {
        long atNs = passed.isEmpty() ? nowNs : passed.getFirst().atNs();
        for (Milestone each : passed) {
            if (each.number() > number) break;
            atNs = each.atNs();
        }
        return Duration.ofNanos(nowNs - atNs);
    }
}
