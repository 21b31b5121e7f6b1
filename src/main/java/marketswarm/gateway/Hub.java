package marketswarm.gateway;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import marketswarm.domain.Release;
import marketswarm.redis.Position;
import marketswarm.redis.StreamEntry;

/**
 * Hands the entries of the streams to all connections. Everything about connections happens on one event loop; Redis is
 * read on the publishing thread and on a few workers.
 *
 * <p>One {@link marketswarm.redis.StreamTail} feeds one hub: start it from {@link #position} and hand every poll to
 * {@link #publish}.
 */
public final class Hub implements AutoCloseable {

    private static final int WORKERS = 4;
    private static final int BATCHES_IN_FLIGHT = 64;
    private static final long GOODBYE_MS = 1_000;

    private final Context context;
    private final WorkerExecutor workers;
    private final Messages messages;
    private final Crowd crowd;
    private final Pulse pulse;
    private final Counters counters = new Counters();
    private final Clock clock = Clock.systemUTC();
    private final Semaphore inFlight = new Semaphore(BATCHES_IN_FLIGHT);
    private Position published;
    private volatile boolean closed;

    /**
     * @param from where the tail that feeds this hub starts
     * @param node the node's name in truth, for the page
     */
    public Hub(Vertx vertx, State state, Position from, String node) {
        this.context = vertx.getOrCreateContext();
        this.workers = vertx.createSharedWorkerExecutor("gateway-redis", WORKERS);
        this.messages = new Messages(state);
        this.published = from;
        Greeting greeting = new Greeting(node, Release.VERSION, clock);
        Openings openings = new Openings(state, messages, clock);
        this.crowd = new Crowd(vertx, context, workers, openings, greeting, counters, from);
        this.pulse = new Pulse(vertx, context, workers, crowd, new Refresh(state), greeting);
        context.runOnContext(ready -> pulse.start());
    }

    Context context() {
        return context;
    }

    /** To be touched on the hub's event loop only. */
    Crowd crowd() {
        return crowd;
    }

    Counters counters() {
        return counters;
    }

    /** Everything at or before this place has been handed out. */
    public Position position() {
        return crowd.position();
    }

    /** May be called from any thread. */
    public GatewayStats stats() {
        return counters.read();
    }

    /** The same for the heartbeat. */
    public Map<String, String> progress() {
        GatewayStats now = stats();
        Map<String, String> progress = new LinkedHashMap<>();
        progress.put("clients", String.valueOf(now.clients()));
        progress.put("events", String.valueOf(now.events()));
        progress.put("bytes", String.valueOf(now.bytes()));
        progress.put("conflated", String.valueOf(now.conflated()));
        progress.put("gaps", String.valueOf(now.gaps()));
        progress.put("refused", String.valueOf(now.refused()));
        progress.put("lag_ms", String.valueOf(now.lagMs()));
        return progress;
    }

    /**
     * Hands entries out, in the order of {@link Position}; what comes late, from before an earlier batch, is handed out
     * as if it had been added now. Loads the documents that entries name; waits while the event loop is far behind.
     *
     * @throws redis.clients.jedis.exceptions.JedisException when they cannot be loaded; nothing was handed out then, and
     *     the batch may be repeated
     */
    public synchronized void publish(List<StreamEntry> entries) {
        if (entries.isEmpty() || closed) return;
        List<Message> resolved = messages.of(entries, published);
        if (!acquire()) return;
        boolean late = published.covers(Position.of(entries.get(0)));
        Position last = Position.of(entries.get(entries.size() - 1));
        if (last.covers(published)) published = last;
        Position upTo = published;
        context.runOnContext(turn -> {
            inFlight.release();
            resolved.stream().filter(Message::isTick).forEach(tick -> pulse.touch(tick.symbol()));
            crowd.offer(resolved, upTo, late);
            counters.lag(clock.millis() - upTo.ms());
        });
    }

    private boolean acquire() {
        try {
            while (!closed) {
                if (inFlight.tryAcquire(100, TimeUnit.MILLISECONDS)) return true;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Says goodbye to every connection and stops; the Vert.x instance stays with whoever made it. Not for its loops. */
    @Override
    public void close() {
        if (closed) return;
        closed = true;
        CompletableFuture<Void> said = new CompletableFuture<>();
        context.runOnContext(turn -> {
            pulse.stop();
            crowd.close();
            said.complete(null);
        });
        said.completeOnTimeout(null, GOODBYE_MS, TimeUnit.MILLISECONDS).join();
        workers.close();
    }
}
