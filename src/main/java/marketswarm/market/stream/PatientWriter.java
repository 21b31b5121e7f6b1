package marketswarm.market.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
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

/**
 * Takes ticks and events over and writes them by itself, in one order, to a Redis Cluster: while it is away they wait
 * in memory. There is no transaction over streams of several servers; so after a failure what has arrived all the same
 * is looked for at the end of each stream, and only the rest is written again.
 */
public final class PatientWriter implements Written, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PatientWriter.class);
    private static final long TICK_BYTES = 512;
    private static final int TRIES = 3;
    private static final int TOGETHER = 1_000;
    private static final long FIRST_WAIT_MS = 50;
    private static final long LONGEST_WAIT_MS = 2_000;
    private static final long STOP_WITHIN_MS = 2_000;

    private final UnifiedJedis redis;
    private final TickWriter tickWriter;
    private final TickWriter historyWriter;
    private final MarketEventWriter eventWriter;
    private final LongSupplier roomBytes;
    private final Settled<Tick> settled;
    private final Settled<Tick> settledLate;
    private final LostTicks lost;
    private final Map<String, StreamEntryID> ends = new HashMap<>();
    private final ArrayDeque<Work> waiting = new ArrayDeque<>();
    private final Outage outage = new Outage();
    private final Thread writer;
    private long ticksWaiting;
    private long lateWaiting;
    private long taken;
    private long dropped;
    private volatile long written;
    private volatile boolean stopping;

    private sealed interface Work {

        List<Tick> ticks();

        /** @param late what REST gave afterwards */
        record Ticks(List<Tick> ticks, boolean late) implements Work {}

        record Events(List<MarketEvent> events) implements Work {

            @Override
            public List<Tick> ticks() {
                return List.of();
            }
        }
    }

    /**
     * @param roomBytes of memory for what waits; beyond it ticks are dropped and told to {@code lost}
     * @param historyWriter for what REST gives afterwards
     * @param settled told of ticks that have become entries
     * @param settledLate the same for what REST gave
     */
    public PatientWriter(
            UnifiedJedis redis,
            TickWriter tickWriter,
            TickWriter historyWriter,
            MarketEventWriter eventWriter,
            LongSupplier roomBytes,
            Settled<Tick> settled,
            Settled<Tick> settledLate,
            LostTicks lost) {
        this.redis = redis;
        this.tickWriter = tickWriter;
        this.historyWriter = historyWriter;
        this.eventWriter = eventWriter;
        this.roomBytes = roomBytes;
        this.settled = settled;
        this.settledLate = settledLate;
        this.lost = lost;
        this.writer = new Thread(this::write, "cluster-writer");
        writer.setDaemon(true);
        writer.start();
    }

    public StreamWriter<Tick> ticks() {
        return (any, key, ticks) -> taken(new Work.Ticks(ticks, false));
    }

    /** In the same order, so that of a stream always this writer's newest batch is its end. */
    public StreamWriter<Tick> history() {
        return (any, key, ticks) -> taken(new Work.Ticks(ticks, true));
    }

    public StreamWriter<MarketEvent> events() {
        return (any, key, events) -> taken(new Work.Events(events));
    }

    private synchronized List<@Nullable String> taken(Work work) {
        if (ticksWaiting * TICK_BYTES >= roomBytes.getAsLong() && work instanceof Work.Ticks) {
            dropped += work.ticks().size();
            lost.dropped(work.ticks());
        } else {
            waiting.add(work);
            ticksWaiting += work.ticks().size();
            taken += work.ticks().size();
            if (isLate(work)) lateWaiting += work.ticks().size();
            notifyAll();
        }
        return List.of();
    }

    private void write() {
        try {
            for (Work next = next(); next != null; next = next()) {
                if (next instanceof Work.Ticks ticks) untilWritten(ticks);
                else if (next instanceof Work.Events events) untilTold(events.events());
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
        if (first instanceof Work.Ticks ticks) first = together(ticks);
        waiting.addFirst(first);
        return first;
    }

    private Work.Ticks together(Work.Ticks first) {
        if (first.ticks().size() >= TOGETHER) return first;
        var all = new ArrayList<>(first.ticks());
        while (waiting.peek() instanceof Work.Ticks more && more.late() == first.late() && all.size() < TOGETHER) {
            all.addAll(more.ticks());
            waiting.remove();
        }
        return new Work.Ticks(all, first.late());
    }

    private static boolean isLate(Work work) {
        return work instanceof Work.Ticks ticks && ticks.late();
    }

    private synchronized void done(Work work) {
        waiting.remove();
        ticksWaiting -= work.ticks().size();
        written += work.ticks().size();
        if (isLate(work)) lateWaiting -= work.ticks().size();
    }

    private void untilWritten(Work.Ticks batch) throws InterruptedException {
        List<Tick> ticks = batch.ticks();
        for (int failures = 0; ; failures++) {
            try {
                if (failures > 0) missForgotten();
                List<@Nullable String> ids = failures == 0
                        ? new ArrayList<>(Collections.nCopies(ticks.size(), null))
                        : ClusterTail.ids(redis, ticks);
                append(batch, ids);
                recovered();
                return;
            } catch (JedisException e) {
                if (isHopeless(e, failures)) return;
                away(e, failures);
            }
        }
    }

    /** @param ids of those that are there already; the others are written, and all are told */
    private void append(Work.Ticks batch, List<@Nullable String> ids) {
        List<Tick> ticks = batch.ticks();
        var missing = new ArrayList<Tick>();
        for (int i = 0; i < ticks.size(); i++) if (ids.get(i) == null) missing.add(ticks.get(i));
        var made = (batch.late() ? historyWriter : tickWriter)
                .append(redis, "", missing)
                .iterator();
        var all = new ArrayList<StreamEntryID>(ticks.size());
        for (String id : ids) all.add(new StreamEntryID(Objects.requireNonNull(id == null ? made.next() : id)));
        for (int i = 0; i < ticks.size(); i++)
            ends.put(TickEntries.key(ticks.get(i).symbol()), all.get(i));
        (batch.late() ? settledLate : settled).settled(ticks, Ids.of(all));
    }

    /** A replica that has become a master may not have all that its master had taken: its streams end earlier then. */
    private void missForgotten() {
        OptionalLong since = ClusterTail.shortened(redis, ends);
        if (since.isEmpty()) return;
        long nowMs = System.currentTimeMillis();
        Duration age = Duration.ofMillis(Math.max(0, nowMs - since.getAsLong()));
        LOG.warn("redis: the cluster has forgotten what it had taken, as a new master may last_ms={}", age.toMillis());
        lost.forgotten(age, nowMs);
        ends.clear();
    }

    /** An event may be told twice when the cluster went away in between; better than not at all. */
    private void untilTold(List<MarketEvent> events) throws InterruptedException {
        for (int failures = 0; ; failures++) {
            try {
                eventWriter.append(redis, Keys.MARKET_EVENTS.key(), events);
                recovered();
                return;
            } catch (JedisException e) {
                if (isHopeless(e, failures)) return;
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

    private void recovered() {
        outage.recovered().ifPresent(away -> LOG.info("redis: takes ticks again away_ms={}", away.toMillis()));
    }

    private synchronized long ticksWaiting() {
        return ticksWaiting;
    }

    @Override
    public synchronized long mark() {
        return taken;
    }

    @Override
    public synchronized boolean isUntil(long mark) {
        return lateWaiting == 0 && written >= mark;
    }

    private synchronized boolean isIdle() {
        return waiting.isEmpty();
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
