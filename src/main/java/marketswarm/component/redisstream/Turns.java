package marketswarm.component.redisstream;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whose turn it is among the threads of a group's member, which are all alike: one at a time reads, and one of those
 * without work watches whether what was read is begun, to step in where it is not.
 */
final class Turns {

    private static final long STEP_IN_NS = 1_000_000;

    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock watching = new ReentrantLock();
    private final Semaphore news = new Semaphore(0);

    /** True when this thread reads now, until {@link #endRead}; false when another does. */
    boolean tryRead() {
        return reading.tryLock();
    }

    /** The same for a thread that has just worked: where another reads as quickly, it is the next. */
    boolean tryReadNext() throws InterruptedException {
        return reading.tryLock(STEP_IN_NS, TimeUnit.NANOSECONDS);
    }

    void endRead() {
        reading.unlock();
    }

    /** Returns when there may be something to step in for. */
    void watch(Duration most) throws InterruptedException {
        if (!watching.tryLock(most.toMillis(), TimeUnit.MILLISECONDS)) return;
        try {
            if (!news.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) return;
            LockSupport.parkNanos(STEP_IN_NS);
        } finally {
            watching.unlock();
        }
    }

    /** There is something to begin, or a place became free. */
    void tell() {
        if (news.availablePermits() == 0) news.release();
    }
}
