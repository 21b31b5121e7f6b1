package marketswarm.bench.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import marketswarm.bench.Drill;
import marketswarm.bench.DrillReport;
import marketswarm.bench.DrillRun;
import marketswarm.bench.Promise;

/** Nothing is broken, but it goes on for long: memory, handles and latency are to be at the end what they were early on. */
public final class Soak implements Drill {

    private static final int LOOK_EVERY_S = 60;
    private static final int WARM_LOOKS = 2;
    private static final double SLOWER = 2;
    private static final double SLOWER_MS = 20;

    private final List<Map<String, Double>> series = new ArrayList<>();

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public String about() {
        return "10,000 ticks/s, 1,000 feeds, 1,000 readers for an hour: memory, handles and latency stay what they were";
    }

    @Override
    public int usualSeconds() {
        return 3_600;
    }

    @Override
    public DrillReport run(DrillRun drill) throws Exception {
        try (SoakStand stand = new SoakStand(drill.run())) {
            stand.start();
            Vitals vitals = new Vitals(stand.fleet());
            long begun = System.nanoTime();
            looks(drill.seconds(), stand, vitals, begun);
            double lasted = SystemDrill.seconds(begun);
            stand.stopTheVendor();
            long sent = stand.sent();
            long written = stand.settled(sent);
            vitals.atTheEnd();
            return report(drill, stand, vitals, lasted, sent, written);
        }
    }

    private void looks(int seconds, SoakStand stand, Vitals vitals, long begun) throws Exception {
        stand.audience().takeAges();
        int every = Math.min(LOOK_EVERY_S, Math.max(5, seconds / 5));
        Figures before = stand.figures();
        for (int look = 1; look * every <= seconds; look++) {
            long left = (long) (look * every * 1e3 - SystemDrill.seconds(begun) * 1e3);
            TimeUnit.MILLISECONDS.sleep(Math.max(0, left));
            Figures now = stand.figures();
            Map<String, Double> point = now.since(before, stand.audience().takeAges());
            point.put("minute", SystemDrill.seconds(begun) / 60);
            series.add(point);
            System.out.println(line(point));
            if (look == WARM_LOOKS) vitals.begin();
            before = stand.figures();
        }
    }

    private static String line(Map<String, Double> point) {
        return "  minute %.1f: %.0f ticks/s, %.1f MB/s to readers, p50 %.0f ms, p99 %.0f ms; resident MB %s; redis MB %.0f"
                .formatted(
                        point.get("minute"),
                        point.get("ticks_per_s"),
                        point.get("reader_mb_per_s"),
                        point.get("p50_ms"),
                        point.get("p99_ms"),
                        resident(point),
                        point.get("redis_mb"));
    }

    private static Map<String, Long> resident(Map<String, Double> point) {
        Map<String, Long> resident = new TreeMap<>();
        point.forEach((name, value) -> {
            if (name.endsWith("_resident_mb")) resident.put(name.replace("_resident_mb", ""), Math.round(value));
        });
        return resident;
    }

    private DrillReport report(DrillRun drill, SoakStand stand, Vitals vitals, double lasted, long sent, long written) {
        int lost = stand.audience().lost();
        List<Promise> promises = List.of(
                Promise.of("each tick of the vendor in its stream", sent, Math.max(0, sent - written)),
                Promise.once("no tick in its stream twice", written, Math.max(0, written - sent)),
                Promise.of("no reader loses its connection", SoakStand.READERS, lost),
                Promise.of(
                        "no process ends",
                        stand.fleet().members().size(),
                        stand.fleet().revived()),
                Promise.of(
                        "nothing grows", vitals.lines().size(), vitals.grown().size()),
                Promise.of("latency stays", series.size(), slower() ? 1 : 0));
        List<String> notes = new ArrayList<>(vitals.lines());
        if (!vitals.grown().isEmpty()) notes.add("grown: " + vitals.grown());
        notes.addAll(stand.notes());
        boolean ok = promises.stream().allMatch(Promise::kept);
        return new DrillReport(
                "soak",
                drill.seed(),
                lasted,
                Map.of(),
                sent,
                written,
                Math.max(0, sent - written),
                Math.max(0, written - sent),
                0,
                ok,
                notes,
                promises,
                series);
    }

    /** Whether p99 of the last quarter is another than that of the first one after the warm-up. */
    private boolean slower() {
        List<Double> p99 = series.stream()
                .skip(WARM_LOOKS)
                .map(point -> point.get("p99_ms"))
                .toList();
        int quarter = p99.size() / 4;
        if (quarter == 0) return false;
        double early = median(p99.subList(0, quarter));
        double late = median(p99.subList(p99.size() - quarter, p99.size()));
        return late > early * SLOWER && late > early + SLOWER_MS;
    }

    private static double median(List<Double> some) {
        return some.stream().sorted().toList().get(some.size() / 2);
    }
}
