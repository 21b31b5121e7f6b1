package marketswarm.bench.drill;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import marketswarm.bench.JvmMemory;
import marketswarm.bench.ProcFs;

/** What each process holds, early in its life and at the end: whether it grows. */
final class Vitals {

    private static final double GROWN = 1.5;
    private static final int HANDLES_MORE = 40;
    private static final int THREADS_MORE = 30;
    private static final double HEAP_MORE_MB = 20;
    private static final double RESIDENT_MORE_MB = 80;
    private static final double GROWN_UP_S = 15;

    private final Fleet fleet;
    private final Map<String, Sample> before = new TreeMap<>();
    private final Map<String, Sample> after = new TreeMap<>();

    /** @param liveMb what its heap holds after a full collection */
    record Sample(long pid, double ageS, double residentMb, double liveMb, int handles, int threads) {

        static Sample of(Member member) throws IOException, InterruptedException {
            long pid = member.pid();
            double live = JvmMemory.liveMb(pid);
            return new Sample(
                    pid, member.ageSeconds(), ProcFs.residentMb(pid), live, ProcFs.handles(pid), ProcFs.threads(pid));
        }
    }

    Vitals(Fleet fleet) {
        this.fleet = fleet;
    }

    /** Takes down what those hold that have not been looked at in this life and are some seconds old. */
    void begin() {
        for (Member member : fleet.members()) {
            Sample known = before.get(member.instance());
            if (member.ageSeconds() > GROWN_UP_S && (known == null || known.pid() != member.pid()))
                take(before, member);
        }
    }

    void atTheEnd() {
        fleet.members().forEach(member -> take(after, member));
    }

    private static void take(Map<String, Sample> samples, Member member) {
        try {
            samples.put(member.instance(), Sample.of(member));
        } catch (IOException | InterruptedException | RuntimeException gone) {
            samples.remove(member.instance());
        }
    }

    /** What has grown, in words. */
    List<String> grown() {
        List<String> grown = new ArrayList<>();
        after.forEach((instance, now) -> {
            Sample then = before.get(instance);
            if (then == null || then.pid() != now.pid()) return;
            grown(grown, instance + " handles", then.handles(), now.handles(), HANDLES_MORE);
            grown(grown, instance + " threads", then.threads(), now.threads(), THREADS_MORE);
            grown(grown, instance + " live heap MB", then.liveMb(), now.liveMb(), HEAP_MORE_MB);
            grown(grown, instance + " resident MB", then.residentMb(), now.residentMb(), RESIDENT_MORE_MB);
        });
        return grown;
    }

    private static void grown(List<String> grown, String what, double then, double now, double more) {
        if (now > then * GROWN && now > then + more) grown.add("%s %.0f → %.0f".formatted(what, then, now));
    }

    /** A line a process. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        after.forEach((instance, now) -> {
            Sample then = before.get(instance);
            boolean same = then != null && then.pid() == now.pid();
            lines.add("%s, %.0f s old: resident %s MB, live heap %s MB, handles %s, threads %s"
                    .formatted(
                            instance,
                            now.ageS(),
                            change(same ? then.residentMb() : -1, now.residentMb()),
                            change(same ? then.liveMb() : -1, now.liveMb()),
                            change(same ? then.handles() : -1, now.handles()),
                            change(same ? then.threads() : -1, now.threads())));
        });
        return lines;
    }

    private static String change(double then, double now) {
        return then < 0 ? "%.0f".formatted(now) : "%.0f → %.0f".formatted(then, now);
    }
}
