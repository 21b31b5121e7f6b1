package marketswarm;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C or SIGTERM: whoever waits is told, and the process lives until everything is closed, but not for ever. */
final class StopSignal implements AutoCloseable {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param patience after which the process ends whatever is still open */
    StopSignal(Duration patience) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(patience), "stop-signal"));
    }

    void await() throws InterruptedException {
        asked.await();
    }

    /** Everything is closed. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void stop(Duration patience) {
        asked.countDown();
        try {
            if (!closed.await(patience.toMillis(), TimeUnit.MILLISECONDS))
                Runtime.getRuntime().halt(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
