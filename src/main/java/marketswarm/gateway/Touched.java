package marketswarm.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Symbols whose snapshot has probably changed: each is to be read soon, but not more often than readers can see. A tick
 * may be here before the snapshot that contains it is written, so what was touched just now is read once more later.
 */
final class Touched {

    /** Between two readings of a symbol. */
    static final long REST_MS = 250;

    /** After this time a tick's snapshot has been written. */
    private static final long SETTLED_MS = 150;

    private final Map<String, Long> touchedMs = new LinkedHashMap<>();
    private final Map<String, Long> readMs = new HashMap<>();

    void touch(String symbol, long nowMs) {
        touchedMs.put(symbol, nowMs);
    }

    /** Those to be read now. */
    List<String> due(long nowMs) {
        List<String> due = new ArrayList<>();
        touchedMs.keySet().forEach(symbol -> {
            if (nowMs - readMs.getOrDefault(symbol, nowMs - REST_MS) >= REST_MS) due.add(symbol);
        });
        for (String symbol : due) {
            readMs.put(symbol, nowMs);
            if (nowMs - touchedMs.getOrDefault(symbol, 0L) >= SETTLED_MS) touchedMs.remove(symbol);
        }
        return due;
    }
}
