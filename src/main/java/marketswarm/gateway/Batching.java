package marketswarm.gateway;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Collects messages and hands them on together. While handing out is cheap they go at once; the longer it takes, because
 * there are many readers, the longer is the pause after it, so that the loop is never busy with it more than half its time
 * and every write carries more.
 */
final class Batching {

    private static final long LONGEST_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(25);

    private final Vertx vertx;
    private final Consumer<List<Message>> hand;
    private List<Message> batch = new ArrayList<>();
    private long notBefore = System.nanoTime();
    private boolean due;

    Batching(Vertx vertx, Consumer<List<Message>> hand) {
        this.vertx = vertx;
        this.hand = hand;
    }

    void add(List<Message> some) {
        batch.addAll(some);
        long wait = notBefore - System.nanoTime();
        if (wait <= 0) {
            flush();
        } else if (!due) {
            due = true;
            vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(wait) + 1, turn -> flush());
        }
    }

    void flush() {
        due = false;
        if (batch.isEmpty()) return;
        List<Message> going = batch;
        batch = new ArrayList<>();
        long start = System.nanoTime();
        hand.accept(going);
        long end = System.nanoTime();
        notBefore = end + Math.min(LONGEST_PAUSE_NS, end - start);
    }
}
