package marketswarm.analysis.model;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often a model's answers needed what guards them. Safe for several threads. */
final class Tally {

    enum Guard {
        /** Symbols that neither the article nor the market data name. */
        TICKERS_DROPPED,
        /** Answers that gave away what only our instructions hold. */
        LEAKS_REFUSED,
        /** Answers that did not fit the schema and were asked for again. */
        ANSWERS_REPAIRED,
        /** Articles that speak to a machine. */
        ARTICLES_SUSPECTED
    }

    private final Map<Guard, Long> counts = new ConcurrentHashMap<>();

    void add(Guard guard, long times) {
        counts.merge(guard, times, Long::sum);
    }

    long count(Guard guard) {
        return counts.getOrDefault(guard, 0L);
    }

    /** What is not zero, by its name in small letters. */
    Map<String, String> progress() {
        Map<String, String> progress = new LinkedHashMap<>();
        for (Guard guard : Guard.values())
            if (count(guard) > 0) progress.put(guard.name().toLowerCase(Locale.ROOT), String.valueOf(count(guard)));
        return progress;
    }
}
