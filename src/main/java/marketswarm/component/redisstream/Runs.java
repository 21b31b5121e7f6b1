package marketswarm.component.redisstream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What the threads of a group's member are at. */
final class Runs {

    /** Who has begun something or spoken to the server within that time is quick, and is left alone. */
    static final long QUICK_NS = 2_000_000;

    private static final long HURRY_NS = 10_000_000;

    private final Set<Run> running = ConcurrentHashMap.newKeySet();

    void add(Run run) {
        running.add(run);
    }

    void remove(Run run) {
        running.remove(run);
    }

    /** Whether another run is quick: it is the one to take what places there are. */
    boolean isQuick(@Nullable Run but) {
        for (Run run : running) if (run != but && run.isQuick(QUICK_NS)) return true;
        return false;
    }

    boolean isAnyUnbegun() {
        for (Run run : running) if (run.isUnbegun()) return true;
        return false;
    }

    /** What one that is slow has not begun; null when there is no such thing. */
    @Nullable
    Exchange takeOver() {
        for (Run run : running) {
            Exchange left = run.isQuick(QUICK_NS) ? null : run.next();
            if (left != null) return left;
        }
        return null;
    }

    /** Writes what is done and waits for a slow one; true when there was any. */
    boolean hurry() {
        boolean any = false;
        for (Run run : running) any |= run.hurry(HURRY_NS);
        return any;
    }
}
