package marketswarm.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Measures several things in turn, round by round, so that a machine that slows down slows all of them. */
final class Rounds {

    private final Map<String, Callable<Double>> contestants = new LinkedHashMap<>();

    /** @param measure runs once a round and answers its figure */
    Rounds with(String name, Callable<Double> measure) {
        contestants.put(name, measure);
        return this;
    }

    /** @return name → what its rounds gave */
    Map<String, Sample> run(int rounds) throws Exception {
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++)
            for (var contestant : contestants.entrySet())
                figures.computeIfAbsent(contestant.getKey(), name -> new ArrayList<>())
                        .add(contestant.getValue().call());
        Map<String, Sample> samples = new LinkedHashMap<>();
        figures.forEach((name, values) -> samples.put(name, Sample.of(values)));
        return samples;
    }
}
