package marketswarm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import marketswarm.mesh.Work;
import redis.clients.jedis.exceptions.JedisException;

/** What the counters of a service's heartbeat mean as work: done, waiting, in trouble. */
final class Works {

    private Works() {}

    /** Asks a service for its counters, which join the details; one that cannot count without Redis lives all the same. */
    static Work of(Service service, Map<String, String> details) {
        try {
            Map<String, String> progress = service.progress().get();
            details.putAll(progress);
            return service.work().apply(progress);
        } catch (JedisException away) {
            return new Work(0, 0, List.of("Market Redis is not reachable"));
        }
    }

    /**
     * @param waiting the counter of what waits; empty where there is none
     * @param done the counters of what is finished
     */
    static Work of(Map<String, String> progress, String waiting, String... done) {
        return new Work(
                Stream.of(done).mapToLong(counter -> number(progress, counter)).sum(), number(progress, waiting));
    }

    /** A cluster without its socket is trouble where this instance leads. */
    static Work ofMassive(Map<String, String> progress) {
        List<String> trouble = new ArrayList<>();
        long ticks = 0;
        for (var counter : progress.entrySet()) {
            if (counter.getKey().endsWith("_ticks")) ticks += number(progress, counter.getKey());
            if (counter.getKey().endsWith("_state") && !counter.getValue().equals("live"))
                trouble.add(counter.getKey().replaceFirst("_state$", "") + ": connection is " + counter.getValue());
        }
        return new Work(ticks, number(progress, "ticks_waiting"), trouble);
    }

    /** A queue that is held because truth, key or credit has to be put right is trouble. */
    static Work ofVexy(Map<String, String> progress) {
        Work work = of(progress, "lag", "analyzed", "retold", "failed");
        String held = progress.getOrDefault("held", "");
        return held.isEmpty() ? work : new Work(work.done(), work.waiting(), List.of("the queue is held: " + held));
    }

    private static long number(Map<String, String> progress, String counter) {
        String text = progress.getOrDefault(counter, "");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}
