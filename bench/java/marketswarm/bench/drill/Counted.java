package marketswarm.bench.drill;

import java.util.HashMap;
import java.util.Map;

/** How often something was seen, by its fingerprint. */
final class Counted {

    private final Map<Long, Integer> times = new HashMap<>();
    private long all;

    Counted copy() {
        Counted copy = new Counted();
        copy.times.putAll(times);
        copy.all = all;
        return copy;
    }

    void add(long fingerprint) {
        times.merge(fingerprint, 1, Integer::sum);
        all++;
    }

    boolean has(long fingerprint) {
        return times.containsKey(fingerprint);
    }

    long all() {
        return all;
    }

    int different() {
        return times.size();
    }

    /** Of the other ones, how many this has not, counting those that are alike. */
    long lacks(Counted other) {
        return other.times.entrySet().stream()
                .mapToLong(one -> Math.max(0, one.getValue() - times.getOrDefault(one.getKey(), 0)))
                .sum();
    }

    /** How many are here more than once. */
    long repeated() {
        return all - times.size();
    }
}
