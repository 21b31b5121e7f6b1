package marketswarm.component.redisstream;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.apache.camel.spi.ExecutorServiceManager;

/** As many threads as are wanted at this moment; who is one too many leaves when it has finished its turn. */
final class Crew {

    private final IntSupplier wanted;
    private final BooleanSupplier allowed;
    private final Runnable turn;
    private final ExecutorServiceManager executors;
    private final ExecutorService threads;
    private final AtomicInteger size = new AtomicInteger();

    /**
     * @param wanted asked again and again
     * @param allowed whether there is work to do at all
     * @param turn what each does, over and over
     */
    Crew(
            String name,
            IntSupplier wanted,
            BooleanSupplier allowed,
            Runnable turn,
            ExecutorServiceManager executors,
            Object owner) {
        this.wanted = wanted;
        this.allowed = allowed;
        this.turn = turn;
        this.executors = executors;
        this.threads = executors.newCachedThreadPool(owner, name);
    }

    void fill() {
        while (allowed.getAsBoolean() && size.get() < wanted.getAsInt()) {
            size.incrementAndGet();
            threads.execute(this::work);
        }
    }

    private void work() {
        boolean counted = true;
        try {
            while (counted && allowed.getAsBoolean()) {
                turn.run();
                counted = !leaves();
            }
        } finally {
            if (counted) size.decrementAndGet();
        }
    }

    private boolean leaves() {
        int now = size.get();
        return now > wanted.getAsInt() && size.compareAndSet(now, now - 1);
    }

    /** Nobody begins another turn; who is at one is waited for a while. */
    void dismiss(Duration most) {
        executors.shutdownGraceful(threads, most.toMillis());
    }
}
