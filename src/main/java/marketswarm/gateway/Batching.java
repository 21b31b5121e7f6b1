package marketswarm.gateway;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Collects messages and hands them on together: at once while that is cheap and little comes in. When it takes long,
 * because there are many readers, and much comes in meanwhile, there is a pause after it, so that each write carries more.
 */
final class Batching {

    private static final long LONGEST_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(25);

    /** From so many messages a batch on, the pause is as long as the handing out. */
    private static final int MANY = 8;

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
        if (due) return;
        due = true;
        long wait = TimeUnit.NANOSECONDS.toMillis(notBefore - System.nanoTime());
        // what has queued up before the loop meanwhile comes along
        if (wait <= 0) vertx.runOnContext(turn -> flush());
        else vertx.setTimer(wait, turn -> flush());
    }

    void flush() {
        due = false;
        if (batch.isEmpty()) return;
        List<Message> going = batch;
        batch = new ArrayList<>();
        long start = System.nanoTime();
        hand.accept(going);
        long end = System.nanoTime();
        long pause = (end - start) * Math.min(going.size() - 1, MANY) / MANY;
        notBefore = end + Math.min(LONGEST_PAUSE_NS, pause);
    }
}
