package marketswarm.component.redisstream;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whose turn it is among the threads of a group's member, which are all alike: one at a time waits for what is new, and
 * one of those without work watches whether what was read is begun, to step in where it is not.
 */
final class Turns {

    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock watching = new ReentrantLock();
    private final Semaphore news = new Semaphore(0);
    private volatile boolean over = true;
    private volatile long restUntil = System.nanoTime();

    void begin() {
        over = false;
    }

    /** Nobody begins to read any more, and who does is waited for a while. */
    void end(Duration most) {
        over = true;
        try {
            if (reading.tryLock(most.toMillis(), TimeUnit.MILLISECONDS)) reading.unlock();
        } catch (InterruptedException hurried) {
            // a stop that is forced waits for nobody, but still gives back what it has
        }
    }

    /** Nobody reads for so long: the server is in trouble. */
    void rest(Duration pause) {
        restUntil = System.nanoTime() + pause.toNanos();
    }

    /** True when this thread reads now, until {@link #endRead}; false when another does, or nobody may. */
    boolean tryRead() {
        return !over && restUntil - System.nanoTime() <= 0 && reading.tryLock();
    }

    void endRead() {
        reading.unlock();
    }

    boolean isRead() {
        return reading.isLocked();
    }

    /** Waits to be told that there may be something to step in for; true until {@link #endWatch} when there is. */
    boolean watch(Duration most) throws InterruptedException {
        if (!watching.tryLock(most.toMillis(), TimeUnit.MILLISECONDS)) return false;
        boolean told = false;
        try {
            told = news.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            if (!told) watching.unlock();
        }
        return told;
    }

    /** As long as others may take to begin what they have read, unless there is something new. */
    void patience() throws InterruptedException {
        if (news.tryAcquire(Runs.QUICK_NS, TimeUnit.NANOSECONDS)) tell();
    }

    void endWatch() {
        watching.unlock();
    }

    /** There is something to begin, or a place became free. */
    void tell() {
        if (news.availablePermits() == 0) news.release();
    }
}
