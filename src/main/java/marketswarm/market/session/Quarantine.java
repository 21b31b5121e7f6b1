package marketswarm.market.session;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import marketswarm.market.vendor.Refused;

/**
 * Elements that could not be used, on their way to {@code market:quarantine}, where a person can look at them. Of a flood
 * only some are kept; all are counted elsewhere.
 */
public final class Quarantine {

    private static final int MOST = 100;

    private final Clock clock;
    private final ArrayDeque<Map<String, String>> waiting = new ArrayDeque<>();

    public Quarantine(Clock clock) {
        this.clock = clock;
    }

    /** On the thread that reads the socket, so it only takes note. */
    synchronized void take(String cluster, List<Refused> refused) {
        for (Refused one : refused) {
            if (waiting.size() >= MOST) return;
            waiting.add(new TreeMap<>(Map.of(
                    "cluster", cluster,
                    "reason", one.reason(),
                    "element", one.text(),
                    "ts_ms", Long.toString(clock.millis()))));
        }
    }

    /** The fields of the entries to write, at most a hundred at a time. */
    public synchronized List<Map<String, String>> drain() {
        List<Map<String, String>> drained = new ArrayList<>(waiting);
        waiting.clear();
        return drained;
    }
}
