package marketswarm.component.redisstream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges that one thread of a group works on between two reads. What they write goes out at its end, in one
 * pipeline a producer; each exchange goes on when its own is written.
 */
final class Run {

    private static final String PROPERTY = "MarketSwarmRedisStreamRun";

    private Map<RedisStreamProducer, List<Waiting>> writes = new LinkedHashMap<>();
    private long since;
    private boolean over;

    private record Waiting(Exchange exchange, AsyncCallback callback) {}

    static @Nullable Run of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Run.class);
    }

    void begin(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** False when the run is over, so that nobody would write it. */
    synchronized boolean add(RedisStreamProducer producer, Exchange exchange, AsyncCallback callback) {
        if (over) return false;
        if (writes.isEmpty()) since = System.nanoTime();
        writes.computeIfAbsent(producer, any -> new ArrayList<>()).add(new Waiting(exchange, callback));
        return true;
    }

    /** Writes what has waited that long, because the exchange after it is a slow one; true when there was any. */
    boolean hurry(long nanos) {
        return late(nanos) && write(take(false));
    }

    private synchronized boolean late(long nanos) {
        return !writes.isEmpty() && System.nanoTime() - since > nanos;
    }

    void end() {
        write(take(true));
    }

    private synchronized Map<RedisStreamProducer, List<Waiting>> take(boolean last) {
        over |= last;
        var taken = writes;
        writes = new LinkedHashMap<>();
        return taken;
    }

    private static boolean write(Map<RedisStreamProducer, List<Waiting>> writes) {
        writes.forEach((producer, waiting) -> {
            producer.write(waiting.stream().map(Waiting::exchange).toList());
            waiting.forEach(each -> each.callback().done(false));
        });
        return !writes.isEmpty();
    }
}
