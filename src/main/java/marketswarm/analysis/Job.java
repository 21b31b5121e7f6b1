package marketswarm.analysis;

import marketswarm.redis.Delivery;
import marketswarm.redis.StreamEntry;
import marketswarm.redis.WorkUnit;
import org.jspecify.annotations.Nullable;

/**
 * A work unit on its way over the desk.
 *
 * @param delivery where it came from in the queue, to be acknowledged with its outcome
 * @param work absent for one that cannot be opened
 * @param outcome absent until it is decided
 */
public record Job(
        Delivery delivery, @Nullable Case work, @Nullable Outcome outcome) {

    Job with(Outcome decided) {
        return new Job(delivery, work, decided);
    }

    /** Of the queue. */
    public StreamEntry entry() {
        return delivery.entry();
    }

    /** Of the item that it is about. */
    public String uid() {
        return entry().fields().getOrDefault("uid", "");
    }

    /** Attempts that were counted against it before it was handed out. */
    int attemptsBefore() {
        return count(WorkUnit.ATTEMPTS);
    }

    /** How often it has waited for the analysis of its story. */
    int waitsBefore() {
        return count(WorkUnit.WAITS);
    }

    private int count(String field) {
        try {
            return Integer.parseInt(entry().fields().getOrDefault(field, "0"));
        } catch (NumberFormatException byHand) {
            return 0;
        }
    }
}
