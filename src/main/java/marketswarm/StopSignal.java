package marketswarm;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C or SIGTERM: whoever waits is told, who still starts is interrupted, and the process lives until everything is
 * closed, but not for ever. It has done what it was asked for, so its exit code is 0, not the 143 of a process that was
 * struck down; 1 when something did not close in time.
 */
final class StopSignal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

    /** Enough to see which part of ours waits, in one line. */
    private static final int FRAMES = 16;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread starter = Thread.currentThread();
    private volatile boolean started;

    /** @param patience after which the process ends whatever is still open */
    StopSignal(Duration patience) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(patience), "stop-signal"));
    }

    void await() throws InterruptedException {
        started = true;
        asked.await();
    }

    /** The same, but no longer than that. */
    void await(Duration atMost) throws InterruptedException {
        started = true;
        boolean told = asked.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        LOG.debug("marketswarm: ends {}", told ? "because it is told to" : "because its time is over");
    }

    /** Everything is closed. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void stop(Duration patience) {
        if (closed.getCount() == 0) return; // it ended by itself, with an exit code of its own
        LOG.info("marketswarm: stopping");
        asked.countDown();
        if (!started) starter.interrupt();
        boolean ended = closesWithin(patience);
        if (ended) LOG.info("marketswarm: stopped");
        else LOG.warn("marketswarm: not closed after {} s, waiting in {}", patience.toSeconds(), whereabouts());
        Runtime.getRuntime().halt(ended ? 0 : 1);
    }

    private String whereabouts() {
        return Arrays.stream(starter.getStackTrace())
                .map(frame -> frame.getClassName().replaceFirst(".*\\.", "") + "." + frame.getMethodName())
                .limit(FRAMES)
                .collect(Collectors.joining(" < "));
    }

    private boolean closesWithin(Duration patience) {
        try {
            return closed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
