package marketswarm.component.redisstream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The exchanges that one thread of a group works on in a row; another may take over what is not begun. What they write
 * goes out in one pipeline, with the next read where there is one; each exchange goes on when its own is written.
 */
final class Run {

    private static final String PROPERTY = "MarketSwarmRedisStreamRun";

    private final UnifiedJedis redis;
    private final Queue<Object> unbegun;
    private volatile long begunAt = System.nanoTime();
    private volatile boolean speaking;
    private Map<RedisStreamProducer, List<Waiting>> writes = new LinkedHashMap<>();
    private long since;
    private boolean over;

    private record Waiting(Exchange exchange, AsyncCallback callback) {}

    Run(UnifiedJedis redis, Queue<Object> unbegun) {
        this.redis = redis;
        this.unbegun = unbegun;
    }

    static @Nullable Run of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Run.class);
    }

    void begin(Exchange exchange) {
        begunAt = System.nanoTime();
        exchange.setProperty(PROPERTY, this);
    }

    /** The next to begin, for this thread or for another. */
    @Nullable
    Exchange next() {
        return (Exchange) unbegun.poll();
    }

    boolean isUnbegun() {
        return !unbegun.isEmpty();
    }

    boolean isQuick(long nanos) {
        return speaking || System.nanoTime() - begunAt < nanos;
    }

    /** False when the run is over, so that nobody would write it. */
    synchronized boolean add(RedisStreamProducer producer, Exchange exchange, AsyncCallback callback) {
        if (over) return false;
        if (writes.isEmpty()) since = System.nanoTime();
        writes.computeIfAbsent(producer, any -> new ArrayList<>()).add(new Waiting(exchange, callback));
        return true;
    }

    /** How many wait to be written. */
    synchronized int waiting() {
        return writes.values().stream().mapToInt(List::size).sum();
    }

    /** Their entries. */
    synchronized List<StreamEntryID> waitingIds() {
        return writes.values().stream()
                .flatMap(List::stream)
                .map(each -> id(each.exchange()))
                .toList();
    }

    static StreamEntryID id(Exchange exchange) {
        return new StreamEntryID(exchange.getMessage().getHeader(RedisStreamConstants.ID, String.class));
    }

    /** Writes what has waited that long, because the exchange after it is a slow one; true when there was any. */
    boolean hurry(long nanos) {
        return late(nanos) && written(take(false));
    }

    private synchronized boolean late(long nanos) {
        return !writes.isEmpty() && System.nanoTime() - since > nanos;
    }

    /**
     * Writes what waits and sends something else in the same round trip.
     *
     * @return what the server answered to that
     */
    <T> T with(Function<AbstractPipeline, Supplier<T>> more) {
        return write(take(false), more);
    }

    void end() {
        written(take(true));
    }

    private synchronized Map<RedisStreamProducer, List<Waiting>> take(boolean last) {
        over |= last;
        var taken = writes;
        writes = new LinkedHashMap<>();
        return taken;
    }

    private boolean written(Map<RedisStreamProducer, List<Waiting>> taken) {
        if (taken.isEmpty()) return false;
        try {
            return write(taken, pipeline -> () -> true);
        } catch (JedisException e) {
            return true; // each exchange has been told, and its route decides
        }
    }

    private <T> T write(Map<RedisStreamProducer, List<Waiting>> taken, Function<AbstractPipeline, Supplier<T>> more) {
        List<Waiting> all = taken.values().stream().flatMap(List::stream).toList();
        Supplier<T> answer;
        try {
            answer = send(taken, more);
        } catch (RuntimeException e) {
            all.forEach(each -> each.exchange().setException(e));
            throw e;
        } finally {
            all.forEach(each -> each.callback().done(false));
        }
        return answer.get();
    }

    private <T> Supplier<T> send(
            Map<RedisStreamProducer, List<Waiting>> taken, Function<AbstractPipeline, Supplier<T>> more) {
        List<Runnable> finishing = new ArrayList<>();
        speaking = true;
        try (var pipeline = redis.pipelined()) {
            taken.forEach((producer, waiting) -> finishing.add(producer.write(
                    pipeline, waiting.stream().map(Waiting::exchange).toList())));
            Supplier<T> answer = more.apply(pipeline);
            pipeline.sync();
            finishing.forEach(Runnable::run);
            return answer;
        } finally {
            begunAt = System.nanoTime();
            speaking = false;
        }
    }
}
