package marketswarm.gateway;

import java.util.concurrent.atomic.LongAdder;

/** The hub's counters: counted on its event loop, read from anywhere. */
final class Counters {

    final LongAdder clients = new LongAdder();
    final LongAdder events = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder conflated = new LongAdder();
    final LongAdder gaps = new LongAdder();
    final LongAdder refused = new LongAdder();
    private volatile long lagMs;

    /** How old the newest entry was when it was handed out. */
    void lag(long ms) {
        lagMs = Math.max(0, ms);
    }

    GatewayStats read() {
        return new GatewayStats(
                clients.sum(), events.sum(), bytes.sum(), conflated.sum(), gaps.sum(), refused.sum(), lagMs);
    }
}
