package marketswarm.redis.pipe;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import marketswarm.redis.Outage;
import marketswarm.redis.RedisAddress;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Appends what it is offered to streams of one server, in order, without ever making the one who offers wait. Written
 * as read: batches go out one after the other while the replies to earlier ones are read beside. When the connection
 * is lost the server is asked how far it has come, and what is beyond that is sent again: nothing is lost, nothing
 * written twice.
 */
public final class Pipe<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pipe.class);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final int ASKS_WITHIN_SILENCE = 10;
    private static final long FIRST_WAIT_MS = 20;
    private static final long LONGEST_WAIT_MS = 2_000;
    private static final long TURN_NS = 200_000;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(1);

    private final RedisAddress address;
    private final Backlog<T> backlog;
    private final Settled<T> settled;
    private final Form<T> form;
    private final Outage outage = new Outage();
    private final LongAdder written = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder connections = new LongAdder();
    private final Recorder latencies = new Recorder(2);
    private final BooleanSupplier turn;
    private final long silenceNs;
    private final Thread sender;
    private Wire.Identity lastIdentity = Wire.Identity.NOBODY;
    private volatile @Nullable Wire wire;
    private @Nullable Thread reader;
    private volatile long heardNs = System.nanoTime();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean stopping;

    /**
     * @param markPrefix of the key in which the server keeps how far this writer has come
     */
    public Pipe(RedisAddress address, Form<T> form, Room room, String markPrefix, Settled<T> settled) {
        this(address, form, room, markPrefix, settled, () -> true);
    }

    /** @param turn whether what must be there before may be taken for written; asked before each batch goes out */
    public Pipe(
            RedisAddress address,
            Form<T> form,
            Room room,
            String markPrefix,
            Settled<T> settled,
            BooleanSupplier turn) {
        this(address, form, room, markPrefix, settled, turn, SILENCE);
    }

    /** @param silence after which a server that owes a reply is given up */
    Pipe(
            RedisAddress address,
            Form<T> form,
            Room room,
            String markPrefix,
            Settled<T> settled,
            BooleanSupplier turn,
            Duration silence) {
        this.turn = turn;
        this.silenceNs = silence.toNanos();
        this.address = address;
        this.backlog = new Backlog<T>(form, room, markPrefix, settled::dropped);
        this.settled = settled;
        this.form = form;
        this.sender = new Thread(this::send, "redis-pipe-sender");
        sender.setDaemon(true);
        sender.start();
    }

    /** Never waits for the server: what it cannot take now is kept in memory, then on disk, then dropped and counted. */
    public void offer(List<? extends T> bodies) {
        offer(bodies, System.nanoTime());
    }

    /** @param sinceNs from when their latency counts, by {@link System#nanoTime} */
    public void offer(List<? extends T> bodies, long sinceNs) {
        backlog.offer(bodies, sinceNs);
    }

    /** Whether nothing waits, in memory or on disk. */
    public boolean isIdle() {
        return backlog.isEmpty();
    }

    /** Marks the end of everything that has been offered until now. */
    public long mark() {
        return backlog.lastTaken();
    }

    /** Whether everything that was offered before the mark has been acknowledged, or dropped. */
    public boolean isWrittenUntil(long mark) {
        return backlog.hasArrived(mark);
    }

    /** Whether an earlier process has left something on disk, which is written first. */
    public boolean inherits() {
        return backlog.inherits();
    }

    public PipeCounts counts() {
        return new PipeCounts(
                written.sum(),
                refused.sum(),
                backlog.waitingBodies(),
                backlog.spilledBytes(),
                backlog.dropped(),
                connections.sum());
    }

    private void send() {
        try {
            while (!stopping) {
                try {
                    Wire open = connected();
                    Batch<T> batch = backlog.next();
                    if (batch == null) return;
                    while (!turn.getAsBoolean() && !stopping) LockSupport.parkNanos(TURN_NS);
                    open.send(batch.buffer());
                } catch (IOException | JedisException e) {
                    lost(e);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("redis: the pipe is stopped", e);
        }
    }

    private Wire connected() throws IOException, InterruptedException {
        Wire open = wire;
        if (open != null) return open;
        Thread before = reader;
        if (before != null) before.join();
        Wire made = Wire.open(address);
        try {
            made.fence(lastIdentity);
            resume(made);
        } catch (IOException | JedisException e) {
            made.close();
            throw e;
        }
        lastIdentity = made.identity();
        connections.increment();
        heardNs = System.nanoTime();
        made.patient((int) TimeUnit.NANOSECONDS.toMillis(silenceNs / ASKS_WITHIN_SILENCE), this::isSilent);
        wire = made;
        Thread next = new Thread(() -> read(made), "redis-pipe-reader");
        next.setDaemon(true);
        next.start();
        reader = next;
        return made;
    }

    private boolean isSilent() {
        Batch<T> oldest = backlog.oldestSent();
        long now = System.nanoTime();
        return oldest != null && now - oldest.sentNs() > silenceNs && now - heardNs > silenceNs;
    }

    /** Goes on behind what has arrived although no reply said so. */
    private void resume(Wire made) throws IOException {
        String mark = made.ask("GET", backlog.mark());
        long arrived = mark.isEmpty() ? 0 : Long.parseLong(mark);
        for (Batch<T> batch = backlog.oldestSent();
                batch != null && batch.number() <= arrived;
                batch = backlog.oldestSent()) {
            tell(batch, made.newest(batch.bodies().stream().map(form::key).toList()));
            backlog.acknowledged();
        }
        backlog.forgotten(arrived).ifPresent(this::forgotten);
        backlog.resume(arrived);
    }

    private void forgotten(Duration age) {
        LOG.warn("redis: the server has forgotten what it had taken, as a new master may last_ms={}", age.toMillis());
        settled.forgotten(age);
    }

    private void read(Wire from) {
        Ids ids = new Ids();
        RespReader replies = from.replies();
        try {
            while (true) {
                replies.status(); // MULTI: only now it is certain that there is a batch
                Batch<T> batch = backlog.oldestSent();
                if (batch == null) throw new IOException("redis: a reply to nothing");
                readReplies(replies, batch, ids);
                heardNs = System.nanoTime();
                long micros = TimeUnit.NANOSECONDS.toMicros(Math.max(0, heardNs - batch.sinceNs()));
                latencies.recordValueWithCount(micros, batch.bodies().size());
                if (failures.get() > 0) recovered();
                tell(batch, ids);
                backlog.acknowledged();
            }
        } catch (IOException e) {
            broken(from, e);
        }
    }

    private void readReplies(RespReader replies, Batch<T> batch, Ids ids) throws IOException {
        int entries = batch.bodies().size();
        int commands = entries + batch.beside() + 1;
        for (int i = 0; i < commands; i++) replies.status();
        if (replies.array() != commands) throw new IOException("redis: a transaction of another length");
        ids.clear(entries);
        for (int i = 0; i < entries; i++) {
            String error = replies.id(ids, i);
            if (!error.isEmpty()) refused(error);
        }
        for (int i = 0; i <= batch.beside(); i++) {
            String error = replies.outcome();
            if (!error.isEmpty()) refused(error);
        }
    }

    private void refused(String error) {
        refused.increment();
        if (outage.failed()) LOG.warn("redis: an entry was refused cause={}", error);
    }

    /** To the acknowledgement, microseconds, since it was last asked for; a batch counts as its oldest. */
    public Histogram takeLatencies() {
        return latencies.getIntervalHistogram();
    }

    private void tell(Batch<T> batch, Ids ids) {
        for (int i = 0; i < ids.size(); i++) if (ids.has(i)) written.increment();
        try {
            settled.settled(batch.bodies(), ids);
        } catch (RuntimeException e) {
            LOG.warn("redis: what follows a written batch failed cause={}", e.getMessage());
        }
    }

    private void recovered() {
        failures.set(0);
        outage.recovered().ifPresent(away -> LOG.info("redis: takes ticks again away_ms={}", away.toMillis()));
    }

    /** The reader's end of a connection: the sender finds out when it next has something to send, or is woken here. */
    private void broken(Wire gone, IOException cause) {
        gone.close();
        if (wire == gone) wire = null;
        if (!stopping) told(cause);
        backlog.breakOff();
    }

    private void lost(Exception cause) {
        Wire gone = wire;
        wire = null;
        if (gone != null) gone.close();
        if (stopping) return;
        told(cause);
        long wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS << Math.min(failures.getAndIncrement(), 8));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(wait));
    }

    private void told(Exception cause) {
        if (outage.failed()) LOG.warn("redis: not reachable, waiting to write ticks cause={}", cause.getMessage());
    }

    /** Nothing more will be offered: what waits is sent without waiting for more. */
    public void drain() {
        backlog.drain();
    }

    /** Sends what waits, for a second; what is left then is on disk for the next process. */
    @Override
    public void close() {
        drain();
        long deadline = System.nanoTime() + STOP_WITHIN.toNanos();
        while (!backlog.isEmpty() && System.nanoTime() < deadline && sender.isAlive())
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        stopping = true;
        sender.interrupt();
        Wire open = wire;
        if (open != null) open.close();
        try {
            sender.join(STOP_WITHIN.toMillis());
            Thread last = reader;
            if (last != null) last.join(STOP_WITHIN.toMillis());
            backlog.close();
        } catch (IOException e) {
            LOG.warn("redis: what could not be written is lost, the disk does not take it cause={}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
