package marketswarm.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long a tick takes from the socket to Redis' acknowledgement, as the service tells it, at even rates and at the most. */
final class TickLatency {

    private static final List<Integer> RATES = List.of(10_000, 50_000, 100_000);
    private static final int BURST = 1_000_000;
    private static final int SNAPSHOT_MS = 20;

    void measure(TickStand stand) throws Exception {
        saturated(stand);
        List<Integer> rates = stand.run().quick() ? RATES.subList(0, 1) : RATES;
        for (int rate : rates) even(stand, rate);
    }

    /** All at once: also warms up what is measured next. */
    private static void saturated(TickStand stand) throws Exception {
        int events = BURST / stand.run().either(4, 1);
        List<Map<String, String>> beats = new ArrayList<>();
        try (LoadSimulator simulator = LoadSimulator.start(stand.run(), 100, 0, events)) {
            long added = stand.entriesAdded();
            stand.read(simulator, SNAPSHOT_MS);
            while (stand.entriesAdded() < added + events) beats.add(stand.nextBeat());
        }
        stand.rest();
        beats.removeIf(beat -> !beat.containsKey("ticks_ack_us_p50"));
        report(stand, "in a burst of %,d".formatted(events), beats);
    }

    /** The first heartbeat covers the time before; each of those that follow is a round. */
    private static void even(TickStand stand, int rate) throws Exception {
        List<Map<String, String>> beats = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        try (LoadSimulator simulator = LoadSimulator.start(stand.run(), 10, rate, 0)) {
            TickFlow flow = new TickFlow(stand.redis(), simulator.pid());
            stand.read(simulator, SNAPSHOT_MS);
            stand.nextBeat();
            for (int round = 0; round < stand.run().either(1, 4); round++) {
                long before = flow.written();
                long startNs = System.nanoTime();
                beats.add(stand.nextBeat());
                rates.add((flow.written() - before) * 1e9 / (System.nanoTime() - startNs));
            }
        }
        stand.rest();
        String when = "at %,d ticks/s".formatted(rate);
        stand.run().report().add(Case.of("rate " + when, "ticks/s", Sample.of(rates)));
        report(stand, when, beats);
    }

    private static void report(TickStand stand, String when, List<Map<String, String>> beats) {
        for (String percentile : List.of("p50", "p99", "p999"))
            stand.run()
                    .report()
                    .add(Case.of("latency " + when + ", " + percentile, "ms", Sample.of(millis(beats, percentile))));
    }

    private static List<Double> millis(List<Map<String, String>> beats, String percentile) {
        return beats.stream()
                .map(beat -> Double.parseDouble(beat.getOrDefault("ticks_ack_us_" + percentile, "NaN")) / 1000)
                .toList();
    }
}
