package marketswarm.gateway;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import marketswarm.redis.Position;
import marketswarm.redis.StreamEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the entries of the streams to all connections. Everything about connections happens on one event loop; Redis is
 * read on the publishing thread and on a few workers.
 *
 * <p>One {@link marketswarm.redis.StreamTail} feeds one hub: start it from {@link #position} and hand every poll to
 * {@link #publish}.
 */
public final class Hub implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
    private static final int WORKERS = 4;
    private static final int BATCHES_IN_FLIGHT = 64;
    private static final long FLUSH_MS = 20;
    private static final long SNAPSHOT_MS = 250;
    private static final long SWEEP_EVERY = 40;
    private static final long MESH_MS = 1_000;
    private static final long MESH_AGES_EVERY = 5;
    private static final long HEARTBEAT_MS = 15_000;
    private static final long SETTLE_MS = 1_000;

    private final Vertx vertx;
    private final Context context;
    private final WorkerExecutor workers;
    private final Messages messages;
    private final Openings openings;
    private final Refresh refresh;
    private final Greeting greeting;
    private final Counters counters = new Counters();
    private final Semaphore inFlight = new Semaphore(BATCHES_IN_FLIGHT);

    // on the publishing thread
    private Position published;

    // on the event loop
    private final Set<Subscriber> live = new LinkedHashSet<>();
    private final Map<Subscriber, Joining> joining = new LinkedHashMap<>();
    private final Set<String> touched = new LinkedHashSet<>();
    private final List<Long> timers = new ArrayList<>();
    private List<Message> batch = new ArrayList<>();
    private long lastFlushMs;
    private boolean flushDue;
    private final Set<String> reading = new HashSet<>();
    private long snapshotReads;
    private long meshReads;
    private volatile Position position;
    private volatile Position late = Position.before(0);
    private volatile boolean closed;

    /**
     * @param from where the tail that feeds this hub starts
     * @param node the node's name in truth, for the page
     */
    public Hub(Vertx vertx, State state, Position from, String node) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.workers = vertx.createSharedWorkerExecutor("gateway-redis", WORKERS);
        Clock clock = Clock.systemUTC();
        this.messages = new Messages(state);
        this.openings = new Openings(state, messages, clock);
        this.refresh = new Refresh(state);
        String version = Hub.class.getPackage().getImplementationVersion();
        this.greeting = new Greeting(node, version == null ? "0.1.0" : version, clock);
        this.published = from;
        this.position = from;
        context.runOnContext(ready -> startTimers());
    }

    Context context() {
        return context;
    }

    /** Everything at or before this place has been handed out. */
    public Position position() {
        return position;
    }

    /** May be called from any thread. */
    public GatewayStats stats() {
        return counters.read();
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
        if (published.covers(Position.of(entries.get(0)))) late = published;
        Position last = Position.of(entries.get(entries.size() - 1));
        if (last.covers(published)) published = last;
        Position upTo = published;
        context.runOnContext(turn -> {
            inFlight.release();
            position = upTo;
            resolved.stream()
                    .filter(message -> message.anyTopic().equals("tick:*"))
                    .forEach(tick -> touched.add(tick.topic().substring("tick:".length())));
            offer(resolved);
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

    /** On the event loop: a new connection, whose headers have been written. */
    Subscriber join(Topics topics, @Nullable String cursor, long beatMs, WriteStream<Buffer> out, Runnable hangUp) {
        Subscriber subscriber = new Subscriber(topics, beatMs, out, hangUp, counters);
        flush();
        counters.clients.increment();
        Joining joiner = new Joining(subscriber);
        joining.put(subscriber, joiner);
        Position at = position;
        subscriber.send(Buffer.buffer(SseEvent.retry(Greeting.retryMs())), 0);
        workers.executeBlocking(() -> openings.open(topics, cursor, at, late), false)
                .onSuccess(opening -> context.runOnContext(turn -> opened(joiner, opening)))
                .onFailure(trouble -> context.runOnContext(turn -> {
                    LOG.warn("gateway: cannot read the state for a new connection: {}", trouble.toString());
                    dismiss(subscriber, "redis is not reachable");
                }));
        return subscriber;
    }

    /** On the event loop: whether a further connection would be one too many; while stopping, every one is. */
    boolean full(int maxClients) {
        return closed || live.size() + joining.size() >= maxClients;
    }

    private void opened(Joining joiner, Opening opening) {
        if (!joining.containsKey(joiner.subscriber())) return;
        if (opening instanceof Opening.Fresh fresh && fresh.gap().isPresent()) counters.gaps.increment();
        joiner.opened(opening);
        flush();
        // a place ahead of all streams (ids given by hand) never comes; go on without it
        vertx.setTimer(SETTLE_MS, late -> goLive(joiner));
    }

    private void goLive(Joining joiner) {
        if (joining.remove(joiner.subscriber()) == null) return;
        joiner.finish(position, greeting);
        live.add(joiner.subscriber());
    }

    /** On the event loop: the connection is gone. */
    void leave(Subscriber subscriber) {
        subscriber.gone();
        if (joining.remove(subscriber) != null || live.remove(subscriber)) counters.clients.decrement();
    }

    private void dismiss(Subscriber subscriber, String reason) {
        subscriber.bye(reason, Greeting.retryMs());
        leave(subscriber);
    }

    private void offer(List<Message> some) {
        batch.addAll(some);
        long wait = lastFlushMs + FLUSH_MS - now();
        if (wait <= 0) {
            flush();
        } else if (!flushDue) {
            flushDue = true;
            vertx.setTimer(wait, due -> flush());
        }
    }

    private void flush() {
        flushDue = false;
        lastFlushMs = now();
        if (!batch.isEmpty()) {
            List<Message> going = batch;
            batch = new ArrayList<>();
            joining.values().forEach(joiner -> joiner.hold(going));
            hand(going);
        }
        List.copyOf(joining.values()).stream()
                .filter(joiner -> joiner.settled(position))
                .forEach(this::goLive);
    }

    private void hand(List<Message> going) {
        Map<String, Subscriber.Bundle> bundles = new HashMap<>();
        List<Subscriber> tooSlow = new ArrayList<>();
        for (Subscriber subscriber : live) {
            if (subscriber.flowing()) {
                Topics topics = subscriber.topics();
                subscriber.write(bundles.computeIfAbsent(topics.text(), t -> Subscriber.Bundle.of(going, topics)));
            } else if (!subscriber.queue(going)) {
                tooSlow.add(subscriber);
            }
        }
        tooSlow.forEach(subscriber -> dismiss(subscriber, "too slow"));
    }

    private void startTimers() {
        if (closed) return;
        every(FLUSH_MS, this::beat);
        every(
                HEARTBEAT_MS,
                () -> offer(List.of(Message.heartbeat(position, greeting.clock().millis()))));
        every(SNAPSHOT_MS, this::refreshSnapshots);
        every(MESH_MS, () -> {
            boolean ages = ++meshReads % MESH_AGES_EVERY == 0;
            refresh("mesh", () -> refresh.mesh(ages), Refresh::meshMessages);
        });
    }

    /** Those that ticks have touched; now and then all of them, because some change without a tick. */
    private void refreshSnapshots() {
        boolean all = ++snapshotReads % SWEEP_EVERY == 0;
        if (reading.contains("snapshots") || (touched.isEmpty() && !all)) return;
        List<String> symbols = List.copyOf(touched);
        touched.clear();
        refresh(
                "snapshots",
                () -> all ? refresh.allSnapshots() : refresh.snapshots(symbols),
                Refresh::snapshotMessages);
    }

    private void every(long ms, Runnable work) {
        timers.add(vertx.setPeriodic(ms, turn -> work.run()));
    }

    private void beat() {
        long now = now();
        live.forEach(subscriber -> subscriber.beat(now));
    }

    /** One reading of a kind at a time: an older one must not overtake a newer one, nor pile up before a dead Redis. */
    private void refresh(
            String kind,
            Callable<Map<String, String>> read,
            BiFunction<Map<String, String>, Position, List<Message>> toMessages) {
        if ((live.isEmpty() && joining.isEmpty()) || !reading.add(kind)) return;
        workers.executeBlocking(read, false)
                .onComplete(result -> context.runOnContext(turn -> {
                    reading.remove(kind);
                    if (result.succeeded()) offer(toMessages.apply(result.result(), position));
                    else
                        LOG.debug(
                                "gateway: cannot refresh kind={} error={}",
                                kind,
                                result.cause().toString());
                }));
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** Says goodbye to every connection and stops; the Vert.x instance stays with whoever made it. Not for its loops. */
    @Override
    public void close() {
        if (closed) return;
        closed = true;
        CompletableFuture<Void> said = new CompletableFuture<>();
        context.runOnContext(turn -> {
            timers.forEach(vertx::cancelTimer);
            flush();
            List<Subscriber> all = new ArrayList<>(live);
            all.addAll(joining.keySet());
            all.forEach(subscriber -> dismiss(subscriber, "the gateway is shutting down"));
            said.complete(null);
        });
        said.completeOnTimeout(null, SETTLE_MS, TimeUnit.MILLISECONDS).join();
        workers.close();
    }
}
