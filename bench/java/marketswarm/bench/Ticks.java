package marketswarm.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** Market data: the vendor's frames → service → Redis, beside what Redis takes and the vendor's own client. */
final class Ticks implements Benchmark {

    /** What can be asked for by itself: {@code --only=latency}. */
    private static final String ALL = "all";

    private static final int QUICK_MINUTES = 0;
    private static final int MINUTES = 2;

    private interface Part {
        void measure(TickStand stand) throws Exception;
    }

    @Override
    public String name() {
        return "ticks";
    }

    @Override
    public String about() {
        return "market data: the vendor's frames → service → Redis; peer: the vendor's client with ioredis;"
                + " --only=100|100-snapshots|20|1|latency|memory, --minutes=N of memory";
    }

    @Override
    public void run(Run run) throws Exception {
        String only = run.only(ALL);
        var parts = parts(run.options().minutes(run.either(QUICK_MINUTES, MINUTES)));
        if (!only.equals(ALL)) parts.keySet().retainAll(java.util.Set.of(only));
        if (parts.isEmpty()) throw new IllegalArgumentException("bench: ticks has no part " + only);
        if (run.quick()) parts.remove("20");
        try (TickStand stand = TickStand.start(run)) {
            for (Part part : parts.values()) part.measure(stand);
        }
        run.report().note("limit: " + RedisLimit.tool() + ", the XADD of a quote");
        run.report()
                .note(
                        "latency: from the socket to Redis' acknowledgement, the slowest tick of a batch counting for all");
    }

    private static Map<String, Part> parts(int minutes) {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("100", new TickThroughput("100 events a frame", 100, 0, true)::measure);
        parts.put("100-snapshots", new TickThroughput("100 events a frame, with snapshots", 100, 20, false)::measure);
        parts.put("20", new TickThroughput("20 events a frame", 20, 0, false)::measure);
        parts.put("1", new TickThroughput("1 event a frame", 1, 0, true)::measure);
        parts.put("latency", new TickLatency()::measure);
        if (minutes > 0) parts.put("memory", new TickMemory(minutes)::measure);
        return parts;
    }
}
