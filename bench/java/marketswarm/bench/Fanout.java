package marketswarm.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One stream, many readers. */
final class Fanout implements Benchmark {

    /** Else one part is asked for by itself: {@code --only=1000}. */
    private static final String ALL = "all";

    private static final double STEP_SECONDS = 2;
    private static final int WARM_RATE = 300;
    private static final int ROUNDS = 3;
    private static final String[] JVM = {"-Xmx512m"};

    private static final int CROWD = 1_000;
    private static final int[] QUICK_RATES = {100, 300, 1_000, 3_000};

    /** Readers → events published a second, rising until the server is saturated. */
    private static final Map<Integer, int[]> LADDERS = ladders();

    private static Map<Integer, int[]> ladders() {
        Map<Integer, int[]> ladders = new LinkedHashMap<>();
        ladders.put(100, new int[] {500, 1_000, 2_000, 5_000, 10_000, 20_000, 40_000});
        ladders.put(CROWD, new int[] {50, 100, 200, 300, 500, 1_000, 2_000, 4_000, 8_000});
        ladders.put(9_000, new int[] {5, 10, 20, 50, 100, 200});
        return ladders;
    }

    @Override
    public String name() {
        return "fanout";
    }

    @Override
    public String about() {
        return "events to many readers of one stream: rate, latency, memory, stalled readers; beside nginx with nchan;"
                + " --only=memory|100|1000|9000|stalled";
    }

    @Override
    public void run(Run run) throws Exception {
        try (OurGateway ours = new OurGateway(run, JVM)) {
            Optional<Nchan> nchan = Nchan.start(run);
            try {
                if (nchan.isEmpty())
                    run.report().note("no peer: nginx with nchan is not installed (Debian: nginx, libnginx-mod-nchan)");
                for (Part part : parts(run)) part.measure(run, ours, nchan.orElse(null));
            } finally {
                if (nchan.isPresent()) nchan.get().close();
            }
        }
    }

    private interface Part {
        void measure(Run run, OurGateway ours, @Nullable Nchan nchan) throws Exception;
    }

    private static Collection<Part> parts(Run run) {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("memory", Fanout::memory);
        if (run.quick()) parts.put("1000", (it, ours, nchan) -> compare(it, CROWD, QUICK_RATES, ours, nchan));
        else
            LADDERS.forEach((readers, rates) ->
                    parts.put("" + readers, (it, ours, nchan) -> compare(it, readers, rates, ours, nchan)));
        parts.put("stalled", (it, ours, nchan) -> stalled(it, ours));
        String only = run.only(ALL);
        if (!only.equals(ALL)) parts.keySet().retainAll(Set.of(only));
        if (parts.isEmpty()) throw new IllegalArgumentException("bench: fanout has no part " + only);
        return parts.values();
    }

    private static void compare(Run run, int readers, int[] rates, OurGateway ours, @Nullable Nchan nchan)
            throws Exception {
        List<List<FanoutStep>> our = new ArrayList<>();
        List<List<FanoutStep>> its = new ArrayList<>();
        for (int round = 0; round < run.either(1, ROUNDS); round++) {
            our.add(climb(ours, readers, rates, round == 0 ? run.either(3, 5) : 1));
            if (nchan != null) its.add(climb(nchan, readers, rates, 1));
        }
        Case most = Case.of(readers + " readers, delivered at most", "events/s", most(our));
        run.report().add(nchan == null ? most : most.peer(nchan.name(), most(its)));
        for (int i = 0; i < rates.length && reached(our, i); i++) {
            Case p99 = Case.of(readers + " readers, p99 at " + rates[i] + " events/s", "ms", p99(our, i));
            run.report().add(nchan == null || !reached(its, i) ? p99 : p99.peer(nchan.name(), p99(its, i)));
        }
    }

    private static Sample most(List<List<FanoutStep>> rounds) {
        return Sample.of(rounds.stream()
                .map(steps ->
                        steps.stream().mapToDouble(FanoutStep::perSecond).max().orElse(0))
                .toList());
    }

    private static boolean reached(List<List<FanoutStep>> rounds, int step) {
        return rounds.stream().allMatch(steps -> steps.size() > step);
    }

    private static Sample p99(List<List<FanoutStep>> rounds, int step) {
        return Sample.of(rounds.stream().map(steps -> steps.get(step).p99()).toList());
    }

    /** Rates that rise until the server is saturated. */
    private static List<FanoutStep> climb(FanoutServer server, int readers, int[] rates, double warmSeconds)
            throws Exception {
        List<FanoutStep> steps = new ArrayList<>();
        try (Readers crowd = new Readers(server, readers, 0)) {
            FanoutStep.measure(server, crowd, Math.min(WARM_RATE, rates[rates.length / 2]), warmSeconds);
            for (int rate : rates) {
                FanoutStep step = FanoutStep.measure(server, crowd, rate, STEP_SECONDS);
                steps.add(step);
                if (step.saturated(readers)) break;
            }
        }
        return steps;
    }

    private static void memory(Run run, OurGateway ours, @Nullable Nchan nchan) throws Exception {
        int readers = run.either(2_000, 5_000);
        Case memory = Case.of("memory a connection, " + readers + " idle", "KB", perConnection(ours, readers));
        run.report().add(nchan == null ? memory : memory.peer(nchan.name(), Sample.of(perConnection(nchan, readers))));
    }

    private static double perConnection(FanoutServer server, int readers) throws Exception {
        try (Readers few = new Readers(server, 100, 0)) {
            FanoutStep.measure(server, few, WARM_RATE, 1);
        }
        double before = server.residentMb();
        try (Readers idle = new Readers(server, readers, 0)) {
            FanoutStep.measure(server, idle, 5, 1);
            return (server.residentMb() - before) * 1024 / readers;
        }
    }

    private static void stalled(Run run, OurGateway ours) throws Exception {
        int rate = run.either(1_000, 2_000);
        try (Readers eighty = new Readers(ours, 80, 20)) {
            FanoutStep.measure(ours, eighty, rate, 1);
            FanoutStep step = FanoutStep.measure(ours, eighty, rate, run.either(4, 10));
            String name = "80 readers beside 20 that stall, " + rate + " events/s: ";
            run.report().add(Case.of(name + "lost", "events", step.lost()));
            run.report().add(Case.of(name + "p99", "ms", step.p99()));
            run.report().add(Case.of(name + "memory of the gateway", "MB", ours.residentMb()));
        }
    }
}
