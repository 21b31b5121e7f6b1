package marketswarm.redis.pipe;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was offered and is not acknowledged, oldest first: sent → waiting → on disk → the batch that is being filled.
 * Offering never waits for the server. One thread takes batches to send them, one tells that they were acknowledged.
 */
final class Backlog<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
    private static final long MOST_SENT_BYTES = 2L << 20;
    private static final long LINGER_NS = 1_000_000;
    private static final int SPARE = 16;
    private static final int NUMBERS_OF_A_PROCESS = 32;
    private static final long MARK_SECONDS = 30L * 24 * 3600;

    private final Form<T> form;
    private final Room room;
    private final Consumer<List<? extends T>> noRoom;
    private final Spill spill;
    private final String mark;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition due = lock.newCondition();
    private final ArrayDeque<Batch<T>> sent = new ArrayDeque<>();
    private final ArrayDeque<Batch<T>> waiting = new ArrayDeque<>();
    private final ArrayDeque<Batch<T>> spare = new ArrayDeque<>();
    private Batch<T> open = new Batch<>();
    private long sentBytes;
    private long waitingBytes;
    private long lastNumber;
    private long arrived;
    private long bodies;
    private long dropped;
    private Sleeper sleeper = Sleeper.NOBODY;
    private final Milestones milestones = new Milestones();
    private final boolean inherits;
    private boolean closing;
    private boolean broken;

    /** What the sending thread waits for. */
    private enum Sleeper {
        NOBODY,
        FOR_WORK,
        FOR_MORE,
        FOR_ROOM
    }

    /**
     * @param markPrefix of the key that holds the number of the last batch that has arrived
     * @param noRoom told of what is dropped
     */
    Backlog(Form<T> form, Room room, String markPrefix, Consumer<List<? extends T>> noRoom) {
        this.form = form;
        this.room = room;
        this.noRoom = noRoom;
        this.spill = Spill.open(room.directory());
        this.mark = markPrefix + spill.writer();
        this.lastNumber = beyond(spill.lastNumber());
        this.inherits = lastNumber > 0;
        if (inherits) LOG.info("redis: what an earlier process could not write is written now bytes={}", spill.bytes());
    }

    /** An earlier process may have come further than what it has left on disk: its numbers are not used again. */
    private static long beyond(long left) {
        return left == 0 ? 0 : ((left >> NUMBERS_OF_A_PROCESS) + 1) << NUMBERS_OF_A_PROCESS;
    }

    /** The key that holds the number of the last batch that has arrived. */
    String mark() {
        return mark;
    }

    boolean inherits() {
        return inherits;
    }

    void offer(List<? extends T> more, long sinceNs) {
        if (more.isEmpty()) return;
        lock.lock();
        try {
            if (spill.hasUnread()
                    || waitingBytes + open.weight() >= room.memoryBytes().getAsLong()) keep(more);
            else {
                open.add(more, form, sinceNs);
                bodies += more.size();
                if (open.isFull()) closeOpen();
            }
            if (sleeper == Sleeper.FOR_WORK || (sleeper == Sleeper.FOR_MORE && !waiting.isEmpty())) due.signal();
        } finally {
            lock.unlock();
        }
    }

    private void closeOpen() {
        open.close(form, ++lastNumber, mark, MARK_SECONDS);
        waiting.add(open);
        waitingBytes += open.weight();
        Batch<T> next = spare.poll();
        open = next == null ? new Batch<>() : next;
    }

    private void keep(List<? extends T> more) {
        if (!open.isEmpty()) closeOpen();
        try {
            byte[] stored = form.store(List.copyOf(more));
            if (spill.bytes() + stored.length <= room.diskBytes().getAsLong()) {
                spill.append(++lastNumber, stored);
                return;
            }
        } catch (IOException e) {
            LOG.warn("redis: the disk takes nothing more directory={} cause={}", room.directory(), e.getMessage());
        }
        dropped += more.size();
        noRoom.accept(more);
    }

    /** The next batch to send, from then on counted among the sent; waits for one. Null when closed and all is sent. */
    @Nullable
    Batch<T> next() throws InterruptedException, IOException {
        lock.lock();
        try {
            while (true) {
                if (broken) throw new IOException("redis: the connection broke");
                boolean mayBeSent = sentBytes < MOST_SENT_BYTES;
                if (mayBeSent && hasNext()) return taken();
                if (closing && waiting.isEmpty() && open.isEmpty() && !spill.hasUnread()) return null;
                if (mayBeSent && (!open.isEmpty() || spill.hasUnread())) continue;
                sleeper = mayBeSent ? Sleeper.FOR_WORK : Sleeper.FOR_ROOM;
                due.await();
                sleeper = Sleeper.NOBODY;
            }
        } finally {
            sleeper = Sleeper.NOBODY;
            lock.unlock();
        }
    }

    private boolean hasNext() throws InterruptedException, IOException {
        if (waiting.isEmpty() && spill.hasUnread()) fromDisk();
        if (waiting.isEmpty() && !open.isEmpty() && !closing) linger();
        if (waiting.isEmpty() && !open.isEmpty() && (sent.isEmpty() || closing || age() >= LINGER_NS)) closeOpen();
        return !waiting.isEmpty();
    }

    /** For more to come, while replies are under way; nothing is gained by it when none are. */
    private void linger() throws InterruptedException {
        long left = LINGER_NS - age();
        sleeper = Sleeper.FOR_MORE;
        while (left > 0 && !sent.isEmpty() && waiting.isEmpty() && !broken && !closing) left = due.awaitNanos(left);
        sleeper = Sleeper.NOBODY;
    }

    private long age() {
        return System.nanoTime() - open.openedNs();
    }

    private Batch<T> taken() {
        Batch<T> batch = waiting.remove();
        waitingBytes -= batch.weight();
        batch.sentNow();
        sent.add(batch);
        sentBytes += batch.buffer().length();
        return batch;
    }

    private void fromDisk() throws IOException {
        Batch<T> batch = new Batch<>();
        long number = 0;
        for (SpillFile.Kept kept : spill.read(Batch.FULL_BYTES)) {
            number = kept.number();
            if (number > arrived) batch.add(form.restore(kept.content()), form, System.nanoTime());
        }
        if (batch.isEmpty()) {
            spill.arrived(arrived);
            return;
        }
        batch.close(form, number, mark, MARK_SECONDS);
        batch.comesFromDisk();
        bodies += batch.bodies().size();
        waiting.add(batch);
        waitingBytes += batch.weight();
    }

    /** The oldest that was sent and not acknowledged. */
    @Nullable
    Batch<T> oldestSent() {
        lock.lock();
        try {
            return sent.peek();
        } finally {
            lock.unlock();
        }
    }

    /** The oldest that was sent has arrived. It may be used again: keep nothing of it. */
    void acknowledged() throws IOException {
        lock.lock();
        try {
            Batch<T> batch = sent.remove();
            sentBytes -= batch.buffer().length();
            bodies -= batch.bodies().size();
            arrived = batch.number();
            milestones.passed(arrived, System.nanoTime());
            spill.arrived(arrived);
            batch.clear();
            if (spare.size() < SPARE && batch.isHandy()) spare.add(batch);
            if (sleeper == Sleeper.FOR_ROOM ? sentBytes < MOST_SENT_BYTES / 2 : sent.isEmpty()) due.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A server that says so has forgotten what it had acknowledged: a new master, or one that came back without all it had.
     *
     * @return how old that is at most; empty when it has everything
     */
    Optional<Duration> forgotten(long number) {
        lock.lock();
        try {
            return number < arrived ? Optional.of(milestones.since(number, System.nanoTime())) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** What has arrived is that number, says the server: the rest of what was sent is sent again. */
    void resume(long number) {
        lock.lock();
        try {
            broken = false;
            arrived = number;
            while (!sent.isEmpty()) {
                Batch<T> batch = sent.removeLast();
                sentBytes -= batch.buffer().length();
                waitingBytes += batch.weight();
                waiting.addFirst(batch);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Neither in memory nor on disk, that is. */
    boolean isEmpty() {
        lock.lock();
        try {
            return bodies == 0 && !spill.hasUnread();
        } finally {
            lock.unlock();
        }
    }

    /** The number of the batch that holds what was offered last. */
    long lastTaken() {
        lock.lock();
        try {
            return open.isEmpty() ? lastNumber : lastNumber + 1;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the batches up to this one have arrived, or been given up. */
    boolean hasArrived(long number) {
        lock.lock();
        try {
            return arrived >= number || (bodies == 0 && !spill.hasUnread());
        } finally {
            lock.unlock();
        }
    }

    long waitingBodies() {
        lock.lock();
        try {
            return bodies;
        } finally {
            lock.unlock();
        }
    }

    long spilledBytes() {
        lock.lock();
        try {
            return spill.bytes();
        } finally {
            lock.unlock();
        }
    }

    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** The connection is gone: who waits for something to send is told by an exception, until {@link #resume}. */
    void breakOff() {
        lock.lock();
        try {
            broken = true;
            due.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What waits is sent without lingering, and then there is no next. */
    void drain() {
        lock.lock();
        try {
            closing = true;
            due.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Puts what is still in memory on disk, for the next process. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            resume(arrived);
            if (!open.isEmpty()) closeOpen();
            List<SpillFile.Kept> left = new ArrayList<>();
            for (Batch<T> batch : waiting)
                if (!batch.isOnDisk()) left.add(new SpillFile.Kept(batch.number(), form.store(batch.bodies())));
            spill.prepend(left);
            spill.close();
        } finally {
            lock.unlock();
        }
    }
}
