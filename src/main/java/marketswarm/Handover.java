package marketswarm;

import java.util.Set;
import marketswarm.redis.Shares;

/**
 * Shards that come to this instance: what others have written of them is taken back first. Where that fails it is tried
 * again, for what is held is compared with what has been taken over, and not with what was held a moment ago.
 */
final class Handover {

    private final Shares shares;
    private final Runnable takeBack;
    private Held taken = new Held(1, Set.of());

    private record Held(int total, Set<Integer> shards) {

        boolean contains(Held other) {
            return total == other.total && shards.containsAll(other.shards);
        }
    }

    /** @param takeBack what others have written; may throw, and may be done twice */
    Handover(Shares shares, Runnable takeBack) {
        this.shares = shares;
        this.takeBack = takeBack;
    }

    /** Whether other shards are held now than those that were taken over last; they are taken over with that. */
    synchronized boolean take(int wanted) {
        shares.settle(wanted);
        Held now = new Held(shares.total(), shares.held());
        if (now.equals(taken)) return false;
        if (!taken.contains(now)) takeBack.run();
        taken = now;
        return true;
    }
}
