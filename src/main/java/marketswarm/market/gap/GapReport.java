package marketswarm.market.gap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What came of filling a gap. */
final class GapReport {

    private static final int NAMED = 20;

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong filled = new AtomicLong();
    private final List<String> holes = new ArrayList<>();
    private int unnamed;

    void asked() {
        requests.incrementAndGet();
    }

    void filled(int ticks) {
        filled.addAndGet(ticks);
    }

    long filled() {
        return filled.get();
    }

    void troubles(List<String> troubles) {
        troubles.forEach(this::hole);
    }

    /** @param ms of the gap that were too long ago to be asked for */
    void cut(long ms) {
        if (ms > 0)
            hole("the first " + Duration.ofMillis(ms).toMinutes()
                    + " minutes were not asked for: longer than components.massive.backfill.max_gap_min");
    }

    void withoutHistory(List<String> channels) {
        if (!channels.isEmpty()) hole("the vendor keeps no history of " + String.join(", ", channels));
    }

    /** What stays missing, in words; at most some twenty. */
    List<String> holes() {
        if (unnamed == 0) return holes;
        var all = new ArrayList<>(holes);
        all.add("and " + unnamed + " more");
        return all;
    }

    Map<String, Object> data() {
        var data = new LinkedHashMap<String, Object>();
        data.put("filled", filled.get());
        data.put("requests", requests.get());
        data.put("holes", holes());
        return data;
    }

    /** Something stays missing, and why. */
    void hole(String words) {
        if (holes.size() < NAMED) holes.add(words);
        else unnamed++;
    }
}
