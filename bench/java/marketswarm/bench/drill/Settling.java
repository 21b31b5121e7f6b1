package marketswarm.bench.drill;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import marketswarm.bench.TickTally;
import marketswarm.redis.Keys;
import marketswarm.redis.QueueState;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Waits until all that was begun is finished: by the house itself, nobody helps. */
final class Settling {

    private static final double LONGEST_S = 200;
    private static final double SHOWN_WITHIN_S = 40;
    private static final int STEADY_LOOKS = 15;

    private final Installation here;
    private final Map<String, Double> took = new TreeMap<>();
    private final List<String> unfinished = new ArrayList<>();
    private long begun;
    private long lastTicks = -1;
    private int steady;

    Settling(Installation here) {
        this.here = here;
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    void await() throws Exception {
        begun = System.nanoTime();
        until("connections to the vendor", () -> here.vendor.connections() >= Truths.CLUSTERS);
        here.vendor.marketStatus("closed"); // or silence would be taken for a dead line
        TimeUnit.SECONDS.sleep(
                7); // until that has been asked for, and for the last gap to have something beyond its end
        here.vendor.turn("{\"paused\": true}");
        until("every item stored", this::stored);
        until("every item analyzed", this::analyzed);
        until("every gap closed, no more ticks", this::ticksRest);
        until("browsers have everything", SystemDrill.seconds(begun) + SHOWN_WITHIN_S, this::shown);
    }

    private void until(String what, Condition condition) throws Exception {
        until(what, LONGEST_S, condition);
    }

    private void until(String what, double limitS, Condition condition) throws Exception {
        while (!holds(condition)) {
            if (SystemDrill.seconds(begun) > limitS) {
                unfinished.add(what);
                break;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        took.put(what, SystemDrill.seconds(begun));
        System.out.printf("  settling: %s, %.1f s%n", what, SystemDrill.seconds(begun));
    }

    /** Not where a connection is met whose server was killed a moment ago: the next look has another. */
    private static boolean holds(Condition condition) throws Exception {
        try {
            return condition.holds();
        } catch (JedisConnectionException stale) {
            return false;
        }
    }

    private boolean stored() {
        Set<String> missing = new HashSet<>(here.news.uids());
        missing.removeAll(here.market.zrange(Keys.SEEN.key(), 0, -1));
        return missing.isEmpty();
    }

    private boolean analyzed() {
        QueueState state = QueueState.of(here.market, Clock.systemUTC());
        return state.pending() == 0 && state.oldestMs() == null && state.retrying() == 0;
    }

    private boolean ticksRest() {
        long now = Ledger.ticks(here.market);
        steady = now == lastTicks && TickTally.openGaps(here.market).isEmpty() ? steady + 1 : 0;
        lastTicks = now;
        return steady >= STEADY_LOOKS;
    }

    private boolean shown() {
        Map<String, Counted> streams = new Ledger(here.market).streams();
        return here.browsers.stream()
                .map(Browser::shown)
                .allMatch(shown -> streams.entrySet().stream()
                        .allMatch(stream -> shown.untold(stream.getKey(), stream.getValue()) <= 0));
    }

    /** What did not come to its end. */
    List<String> unfinished() {
        return unfinished;
    }

    Map<String, Double> took() {
        return took;
    }
}
