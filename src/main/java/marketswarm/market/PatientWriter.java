package marketswarm.market;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import marketswarm.domain.MarketEvent;
import marketswarm.domain.Tick;
import marketswarm.redis.Keys;
import marketswarm.redis.Outage;
import marketswarm.redis.StreamWriter;
import marketswarm.redis.pipe.Ids;
import marketswarm.redis.pipe.Settled;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * Takes ticks and events over and writes them by itself, in one order, to a Redis Cluster: while it is away they wait
 * in memory. There is no transaction over streams of several servers; so after a failure what has arrived all the same
 * is looked for at the end of each stream, and only the rest is written again.
 */
public final class PatientWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PatientWriter.class);
    private static final long TICK_BYTES = 512;
    private static final int TRIES = 3;
    private static final int TOGETHER = 1_000;
    private static final long FIRST_WAIT_MS = 50;
    private static final long LONGEST_WAIT_MS = 2_000;
    private static final long STOP_WITHIN_MS = 2_000;

    private final UnifiedJedis redis;
    private final TickWriter tickWriter;
    private final MarketEventWriter eventWriter;
    private final LongSupplier roomBytes;
    private final Settled<Tick> settled;
    private final Consumer<List<? extends Tick>> noRoom;
    private final ArrayDeque<Work> waiting = new ArrayDeque<>();
    private final Outage outage = new Outage(Clock.systemUTC());
    private final Thread writer;
    private long ticksWaiting;
    private long dropped;
    private volatile long written;
    private volatile long writtenMs;
    private volatile boolean stopping;

    /** Either is empty. */
    private record Work(List<Tick> ticks, List<MarketEvent> events) {}

    /**
     * @param roomBytes of memory for what waits; beyond it ticks are dropped and told to {@code noRoom}
     * @param settled told of ticks that have become entries
     */
    public PatientWriter(
            UnifiedJedis redis,
            TickWriter tickWriter,
            MarketEventWriter eventWriter,
            LongSupplier roomBytes,
            Settled<Tick> settled,
            Consumer<List<? extends Tick>> noRoom) {
        this.redis = redis;
        this.tickWriter = tickWriter;
        this.eventWriter = eventWriter;
        this.roomBytes = roomBytes;
        this.settled = settled;
        this.noRoom = noRoom;
        this.writer = new Thread(this::write, "cluster-writer");
        writer.setDaemon(true);
        writer.start();
    }

    public StreamWriter<Tick> ticks() {
        return (any, key, ticks) -> taken(new Work(ticks, List.of()));
    }

    public StreamWriter<MarketEvent> events() {
        return (any, key, events) -> taken(new Work(List.of(), events));
    }

    private synchronized List<@Nullable String> taken(Work work) {
        if (ticksWaiting * TICK_BYTES >= roomBytes.getAsLong() && work.events().isEmpty()) {
            dropped += work.ticks().size();
            noRoom.accept(work.ticks());
        } else {
            waiting.add(work);
            ticksWaiting += work.ticks().size();
            notifyAll();
        }
        return List.of();
    }

    private void write() {
        try {
            for (Work next = next(); next != null; next = next()) {
                if (next.events().isEmpty()) untilWritten(next.ticks());
                else untilTold(next.events());
                done(next);
            }
        } catch (InterruptedException e) {
            LOG.debug("redis: the writer is stopped", e);
        }
    }

    /** The oldest; ticks that wait one behind the other are one batch. It stays in its place until it is written. */
    private synchronized @Nullable Work next() throws InterruptedException {
        while (waiting.isEmpty()) {
            if (stopping) return null;
            wait();
        }
        Work first = waiting.remove();
        if (first.events().isEmpty() && first.ticks().size() < TOGETHER) {
            var together = new ArrayList<>(first.ticks());
            for (Work more = waiting.peek();
                    more != null && more.events().isEmpty() && together.size() < TOGETHER;
                    more = waiting.peek()) together.addAll(waiting.remove().ticks());
            first = new Work(together, List.of());
        }
        waiting.addFirst(first);
        return first;
    }

    private synchronized void done(Work work) {
        waiting.remove();
        ticksWaiting -= work.ticks().size();
        written += work.ticks().size();
        if (!work.ticks().isEmpty())
            writtenMs = work.ticks().get(work.ticks().size() - 1).receivedMs();
    }

    private void untilWritten(List<Tick> ticks) throws InterruptedException {
        for (int failures = 0; ; failures++) {
            try {
                List<@Nullable String> ids = failures == 0
                        ? new ArrayList<>(Collections.nCopies(ticks.size(), null))
                        : ClusterTail.ids(redis, ticks);
                append(ticks, ids);
                outage.recovered();
                return;
            } catch (JedisException e) {
                if (e instanceof JedisRedirectionException) follow(ticks);
                else if (isHopeless(e, failures)) return;
                away(e, failures);
            }
        }
    }

    private void follow(List<Tick> ticks) {
        ticks.stream().map(tick -> TickEntries.key(tick.symbol())).distinct().forEach(this::follow);
    }

    /** A slot is elsewhere now. Unlike a pipeline, a single command is led there, and brings the new map of slots along. */
    private void follow(String key) {
        try {
            redis.xlen(key);
        } catch (JedisException e) {
            LOG.debug("redis: where {} is now cannot be learnt yet", key, e);
        }
    }

    /** @param ids of those that are there already; the others are written, and all are told */
    private void append(List<Tick> ticks, List<@Nullable String> ids) {
        var missing = new ArrayList<Tick>();
        for (int i = 0; i < ticks.size(); i++) if (ids.get(i) == null) missing.add(ticks.get(i));
        var made = tickWriter.append(redis, "", missing).iterator();
        var all = new ArrayList<StreamEntryID>(ticks.size());
        for (String id : ids) all.add(new StreamEntryID(Objects.requireNonNull(id == null ? made.next() : id)));
        settled.settled(ticks, Ids.of(all));
    }

    /** An event may be told twice when the cluster went away in between; better than not at all. */
    private void untilTold(List<MarketEvent> events) throws InterruptedException {
        for (int failures = 0; ; failures++) {
            try {
                eventWriter.append(redis, Keys.MARKET_EVENTS.key(), events);
                outage.recovered();
                return;
            } catch (JedisException e) {
                if (e instanceof JedisRedirectionException) follow(Keys.MARKET_EVENTS.key());
                else if (isHopeless(e, failures)) return;
                away(e, failures);
            }
        }
    }

    /** What the cluster refuses for good must not hold up what comes after it. */
    private boolean isHopeless(JedisException cause, int failures) {
        if (failures < TRIES || !(cause instanceof JedisDataException) || Outage.isAway(cause)) return false;
        LOG.warn("redis: the cluster refuses a batch cause={}", cause.getMessage());
        return true;
    }

    private void away(JedisException cause, int failures) throws InterruptedException {
        if (stopping || Thread.interrupted()) throw new InterruptedException();
        if (outage.failed())
            LOG.warn(
                    "redis: the cluster does not take ticks, they wait waiting={} cause={}",
                    ticksWaiting(),
                    cause.getMessage());
        LockSupport.parkNanos(1_000_000 * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS << Math.min(failures, 8)));
    }

    private synchronized long ticksWaiting() {
        return ticksWaiting;
    }

    /** Whether nothing waits. */
    public synchronized boolean isIdle() {
        return waiting.isEmpty();
    }

    /** Whether what was received before that time is written, as far as later ticks show. */
    public boolean isWrittenUntil(long receivedMs) {
        return writtenMs >= receivedMs;
    }

    /** For the heartbeat. */
    public synchronized Map<String, String> progress() {
        return Map.of(
                "ticks_written", Long.toString(written),
                "ticks_waiting", Long.toString(ticksWaiting),
                "ticks_dropped", Long.toString(dropped));
    }

    /** Writes what waits, for some seconds; the rest is a gap that the next process fills. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + STOP_WITHIN_MS * 1_000_000;
        while (!isIdle() && System.nanoTime() < deadline) LockSupport.parkNanos(1_000_000);
        stopping = true;
        writer.interrupt();
    }
}
