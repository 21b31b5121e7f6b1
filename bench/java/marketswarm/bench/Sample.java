package marketswarm.bench;

import java.util.Arrays;
import java.util.List;

/**
 * The figures of several rounds.
 *
 * @param median of the rounds; the mean of the middle two when their number is even
 * @param spread the largest less the smallest
 */
record Sample(double median, double spread) {

    static Sample of(List<Double> rounds) {
        if (rounds.isEmpty()) throw new IllegalArgumentException("bench: no round was measured");
        double[] sorted =
                rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Sample(median, sorted[sorted.length - 1] - sorted[0]);
    }

    static Sample of(double... rounds) {
        return of(Arrays.stream(rounds).boxed().toList());
    }
}
