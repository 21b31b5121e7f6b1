package marketswarm.bench.drill;

import java.util.Map;
import java.util.TreeMap;
import marketswarm.bench.ProcFs;
import org.HdrHistogram.Histogram;

/**
 * What can be read off at one moment of a soak.
 *
 * @param ticks that the streams have ever got
 * @param bytes that all readers have got
 * @param processes by instance
 */
record Figures(long atNs, long ticks, long bytes, double redisMb, long items, Map<String, Held> processes) {

    private static final double MB = 1e6;

    /** What a process holds, and what it has used. */
    record Held(double residentMb, double oldMb, int handles, int threads, double cpuS) {

        static Held of(long pid, double oldMb) {
            return new Held(
                    ProcFs.residentMb(pid),
                    oldMb,
                    ProcFs.handles(pid),
                    ProcFs.threads(pid),
                    ProcFs.cpu(pid).toMillis() / 1e3);
        }
    }

    /** Rates since another moment, and what is held now. */
    Map<String, Double> since(Figures before, Histogram ages) {
        double seconds = (atNs - before.atNs) / 1e9;
        Map<String, Double> point = new TreeMap<>();
        point.put("ticks_per_s", (ticks - before.ticks) / seconds);
        point.put("reader_mb_per_s", (bytes - before.bytes) / seconds / MB);
        point.put("p50_ms", (double) ages.getValueAtPercentile(50));
        point.put("p99_ms", (double) ages.getValueAtPercentile(99));
        point.put("p999_ms", (double) ages.getValueAtPercentile(99.9));
        point.put("redis_mb", redisMb);
        point.put("items", (double) items);
        processes.forEach((instance, held) -> {
            point.put(instance + "_resident_mb", held.residentMb());
            point.put(instance + "_old_mb", held.oldMb());
            point.put(instance + "_handles", (double) held.handles());
            point.put(instance + "_threads", (double) held.threads());
            Held then = before.processes.get(instance);
            if (then != null) point.put(instance + "_cpu", (held.cpuS() - then.cpuS()) / seconds);
        });
        return point;
    }
}
