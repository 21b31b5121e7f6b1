package marketswarm.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long a tick takes from the socket to Redis' acknowledgement, as the service tells it, at even rates and at the most. */
final class TickLatency {

    private static final List<Integer> RATES = List.of(10_000, 50_000, 100_000);
    private static final int SNAPSHOT_MS = 20;

    void measure(TickStand stand) throws Exception {
        List<Integer> rates = stand.run().quick() ? RATES.subList(0, 1) : RATES;
        for (int rate : rates) at(stand, "at %,d ticks/s".formatted(rate), rate, 10);
        if (!stand.run().quick()) at(stand, "at saturation", 0, 100);
    }

    /** The first heartbeat covers the time before; each of those that follow is a round. */
    private static void at(TickStand stand, String when, int rate, int perFrame) throws Exception {
        List<Map<String, String>> beats = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        try (LoadSimulator simulator = LoadSimulator.start(stand.run(), perFrame, rate, 0)) {
            TickFlow flow = new TickFlow(stand.redis(), simulator.pid());
            stand.read(simulator, SNAPSHOT_MS, TickStand.KEPT);
            stand.nextBeat();
            for (int round = 0; round < stand.run().either(1, 5); round++) {
                long before = flow.written();
                long startNs = System.nanoTime();
                beats.add(stand.nextBeat());
                rates.add((flow.written() - before) * 1e9 / (System.nanoTime() - startNs));
            }
        }
        stand.rest();
        Report report = stand.run().report();
        report.add(Case.of("rate " + when, "ticks/s", Sample.of(rates)));
        for (String percentile : List.of("p50", "p99", "p999"))
            report.add(Case.of("latency " + when + ", " + percentile, "ms", Sample.of(millis(beats, percentile))));
    }

    private static List<Double> millis(List<Map<String, String>> beats, String percentile) {
        return beats.stream()
                .map(beat -> Double.parseDouble(beat.getOrDefault("ticks_ack_us_" + percentile, "NaN")) / 1000)
                .toList();
    }
}
