package marketswarm.gateway;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import marketswarm.redis.Position;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All connections, those that join and those that are live. Everything here happens on one event loop. */
final class Crowd {

    private static final Logger LOG = LoggerFactory.getLogger(Crowd.class);
    private static final long SETTLE_MS = 1_000;

    private final Vertx vertx;
    private final Context context;
    private final WorkerExecutor workers;
    private final Openings openings;
    private final Greeting greeting;
    private final Counters counters;
    private final Batching batching;
    private final Map<String, Subscriber> byId = new HashMap<>();
    private final Set<Subscriber> live = new LinkedHashSet<>();
    private final Map<Subscriber, Joining> joining = new LinkedHashMap<>();
    private final Map<Subscriber, Topics> nextTopics = new HashMap<>();
    /** By topics: those that wait for a reading of the state which is under way to end, and share the next one. */
    private final Map<String, List<Joining>> nextReading = new HashMap<>();

    private volatile Position position;
    private volatile Position late = Position.before(0);
    private boolean closed;

    Crowd(
            Vertx vertx,
            Context context,
            WorkerExecutor workers,
            Openings openings,
            Greeting greeting,
            Counters counters,
            Position from) {
        this.vertx = vertx;
        this.context = context;
        this.workers = workers;
        this.openings = openings;
        this.greeting = greeting;
        this.counters = counters;
        this.batching = new Batching(vertx, this::hand);
        this.position = from;
    }

    /** Everything at or before this place has been handed out; may be asked from any thread. */
    Position position() {
        return position;
    }

    /** @param cameLate some of them lie behind the position */
    void offer(List<Message> some, Position upTo, boolean cameLate) {
        if (cameLate) late = position;
        position = upTo;
        batching.add(some);
    }

    void offer(List<Message> some) {
        batching.add(some);
    }

    boolean isEmpty() {
        return live.isEmpty() && joining.isEmpty();
    }

    boolean isClosed() {
        return closed;
    }

    /** A new connection, whose headers have been written. */
    Subscriber join(Topics topics, @Nullable String cursor, long beatMs, Outlet out, Runnable hangUp) {
        Subscriber subscriber = new Subscriber(Greeting.connectionId(), topics, beatMs, out, hangUp, counters);
        counters.clients.increment();
        byId.put(subscriber.id(), subscriber);
        subscriber.send(Buffer.buffer(SseEvent.retry(Greeting.retryMs())), 0);
        Joining joiner = new Joining(subscriber, null);
        joining.put(subscriber, joiner);
        if (cursor == null || cursor.isBlank()) shareReading(joiner);
        else read(List.of(joiner), at -> openings.open(topics, cursor, at, late), done -> {});
        return subscriber;
    }

    /** The connection gets other topics, as soon as it has got what it asked for before; false when there is none such. */
    boolean change(String id, Topics topics) {
        Subscriber subscriber = byId.get(id);
        if (subscriber == null) return false;
        if (joining.containsKey(subscriber)) nextTopics.put(subscriber, topics);
        else changeNow(subscriber, topics);
        return true;
    }

    private void changeNow(Subscriber subscriber, Topics topics) {
        batching.flush();
        if (!live.remove(subscriber)) return;
        Topics had = subscriber.topics();
        subscriber.change(topics);
        Joining joiner = new Joining(subscriber, had);
        joining.put(subscriber, joiner);
        read(List.of(joiner), at -> openings.change(had, topics, at), done -> {});
    }

    private void shareReading(Joining joiner) {
        String text = joiner.subscriber().topics().text();
        List<Joining> waiting = nextReading.get(text);
        if (waiting != null) {
            waiting.add(joiner);
            return;
        }
        nextReading.put(text, new ArrayList<>());
        readFor(List.of(joiner), joiner.subscriber().topics());
    }

    private void readFor(List<Joining> joiners, Topics topics) {
        read(joiners, at -> openings.open(topics, null, at, late), done -> {
            List<Joining> next = nextReading.getOrDefault(topics.text(), List.of());
            if (next.isEmpty()) nextReading.remove(topics.text());
            else {
                nextReading.put(topics.text(), new ArrayList<>());
                readFor(next, topics);
            }
        });
    }

    /** Reads what lies behind; what comes from now on is held. */
    private void read(List<Joining> joiners, Reading reading, Consumer<List<Joining>> then) {
        batching.flush();
        joiners.forEach(Joining::begin);
        Position at = position;
        Callable<Opening> blocking = () -> reading.upTo(at);
        workers.executeBlocking(blocking, false)
                .onComplete(read -> context.runOnContext(turn -> {
                    if (read.succeeded()) joiners.forEach(joiner -> opened(joiner, read.result()));
                    else joiners.forEach(joiner -> failed(joiner.subscriber(), read.cause()));
                    then.accept(joiners);
                }));
    }

    /** Reads what a connection gets first, up to a place; blocks. */
    private interface Reading {
        Opening upTo(Position at);
    }

    private void failed(Subscriber subscriber, Throwable trouble) {
        if (!joining.containsKey(subscriber)) return;
        LOG.warn("gateway: cannot read the state for a connection: {}", trouble.toString());
        dismiss(subscriber, "redis is not reachable");
    }

    private void opened(Joining joiner, Opening opening) {
        if (joining.get(joiner.subscriber()) != joiner) return;
        if (opening instanceof Opening.Fresh fresh && fresh.gap().isPresent()) counters.gaps.increment();
        joiner.opened(opening);
        if (joiner.settled(position)) {
            batching.flush();
            goLive(joiner);
        } else {
            // a place ahead of all streams (ids given by hand) never comes; go on without it
            vertx.setTimer(SETTLE_MS, overdue -> {
                batching.flush();
                goLive(joiner);
            });
        }
    }

    private void goLive(Joining joiner) {
        Subscriber subscriber = joiner.subscriber();
        if (!joining.remove(subscriber, joiner)) return;
        live.add(subscriber);
        if (!joiner.finish(position, greeting)) dismiss(subscriber, "too slow");
        Topics next = nextTopics.remove(subscriber);
        if (next != null) context.runOnContext(turn -> change(subscriber.id(), next));
    }

    /** The connection is gone. */
    void leave(Subscriber subscriber) {
        subscriber.gone();
        joining.remove(subscriber);
        live.remove(subscriber);
        nextTopics.remove(subscriber);
        if (byId.remove(subscriber.id()) != null) counters.clients.decrement();
    }

    private void dismiss(Subscriber subscriber, String reason) {
        subscriber.bye(reason, Greeting.retryMs());
        leave(subscriber);
    }

    private void hand(List<Message> some) {
        Batch batch = new Batch(some);
        Map<String, Bundle> bundles = new HashMap<>();
        List<Subscriber> tooSlow = new ArrayList<>();
        for (Subscriber subscriber : live)
            if (!subscriber.take(bundle(bundles, batch, subscriber))) tooSlow.add(subscriber);
        joining.forEach((subscriber, joiner) -> joiner.hold(bundle(bundles, batch, subscriber)));
        bundles.values().forEach(Bundle::close);
        tooSlow.forEach(subscriber -> dismiss(subscriber, "too slow"));
        List.copyOf(joining.values()).stream()
                .filter(joiner -> joiner.settled(position))
                .forEach(this::goLive);
    }

    private static Bundle bundle(Map<String, Bundle> bundles, Batch batch, Subscriber subscriber) {
        Topics topics = subscriber.topics();
        return bundles.computeIfAbsent(topics.text(), text -> Bundle.of(batch, topics));
    }

    /** Writes what rate caps and full sockets have held back. */
    void beat() {
        long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        live.forEach(subscriber -> subscriber.beat(now));
    }

    /** Says goodbye to everybody; who comes now is told to come back later. */
    void close() {
        if (closed) return;
        batching.flush();
        closed = true;
        List.copyOf(byId.values()).forEach(subscriber -> dismiss(subscriber, "the gateway is shutting down"));
    }
}
