package marketswarm.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All benchmarks, one after the other and then all again, by their quick measure, for as long as the time suffices: what is
 * slow in one minute is slow for all, and the spread is that between the rounds.
 */
final class AllInTurn {

    private static final int MOST_ROUNDS = 3;
    /** A benchmark may take so much longer than it did in the first round. */
    private static final double MARGIN = 1.1;

    private final List<Benchmark> benchmarks;
    private final Measure measure;
    private final List<String> failed = new ArrayList<>();

    /** One run of one benchmark. */
    interface Measure {
        Report of(Benchmark benchmark) throws Exception;
    }

    AllInTurn(List<Benchmark> benchmarks, Measure measure) {
        this.benchmarks = benchmarks;
        this.measure = measure;
    }

    /**
     * @param budget no round begins that would not be over by then
     * @return for each benchmark what its rounds gave together
     */
    List<Report> run(Duration budget) {
        long end = System.nanoTime() + budget.toNanos();
        Map<Benchmark, List<Report>> rounds = new LinkedHashMap<>();
        Map<Benchmark, Double> took = new LinkedHashMap<>();
        for (int round = 0; round < MOST_ROUNDS; round++)
            for (Benchmark benchmark : benchmarks) {
                long begun = System.nanoTime();
                if (begun + MARGIN * took.getOrDefault(benchmark, 0.0) > end) continue;
                if (failed.contains(benchmark.name())) continue;
                System.out.printf("%s, round %d …%n", benchmark.name(), round + 1);
                attempt(benchmark, rounds);
                took.merge(benchmark, (double) (System.nanoTime() - begun), Math::max);
            }
        return rounds.values().stream()
                .filter(some -> !some.isEmpty())
                .map(Report::of)
                .toList();
    }

    private void attempt(Benchmark benchmark, Map<Benchmark, List<Report>> rounds) {
        try {
            rounds.computeIfAbsent(benchmark, it -> new ArrayList<>()).add(measure.of(benchmark));
        } catch (Exception e) {
            // the others are measured all the same
            System.err.println("bench: " + benchmark.name() + " failed: " + e);
            failed.add(benchmark.name());
        }
    }

    /** The benchmarks that have not come to their end. */
    List<String> failed() {
        return List.copyOf(failed);
    }
}
