package marketswarm.analysis.model;

import java.util.HashSet;
import java.util.Set;

/**
 * Notices that the model's server fails whoever asks: one item after another, none of them answered in between. An item
 * that fails by itself, however often, is no such sign. Safe for several threads.
 */
final class Breaker {

    private static final int DIFFERENT_ITEMS = 5;

    private final Set<String> failed = new HashSet<>();

    /** An answer came, whatever it was worth. */
    synchronized void answered() {
        failed.clear();
    }

    /** Notes a failure; true when it is the server's and no item's. */
    synchronized boolean trips(String uid) {
        if (failed.size() < DIFFERENT_ITEMS) failed.add(uid);
        return failed.size() >= DIFFERENT_ITEMS;
    }
}
