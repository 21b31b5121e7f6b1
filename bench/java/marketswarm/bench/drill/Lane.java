package marketswarm.bench.drill;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.Deque;

/** One direction of a connection: what comes in goes out in its order, later where it is held up. On one event loop. */
final class Lane {

    private static final int MOST_WAITING = 256 * 1024;

    private final Vertx vertx;
    private final NetSocket from;
    private final NetSocket to;
    private final Deque<Late> waiting = new ArrayDeque<>();
    private int bytes;
    private boolean stalled;
    private long delayMs;
    private boolean timed;

    Lane(Vertx vertx, NetSocket from, NetSocket to) {
        this.vertx = vertx;
        this.from = from;
        this.to = to;
    }

    private record Late(Buffer bytes, long dueMs) {}

    NetSocket to() {
        return to;
    }

    void begin() {
        from.handler(this::take);
        from.exceptionHandler(broken -> {}); // its end is told as well
        to.drainHandler(room -> move());
    }

    void set(boolean stall, long ms) {
        stalled = stall;
        delayMs = ms;
        move();
    }

    private void take(Buffer some) {
        waiting.add(new Late(some, now() + delayMs));
        bytes += some.length();
        move();
    }

    private void move() {
        while (!stalled && !waiting.isEmpty() && !to.writeQueueFull() && isDue()) {
            Buffer next = waiting.remove().bytes();
            bytes -= next.length();
            to.write(next);
        }
        if (bytes > MOST_WAITING) from.pause();
        else from.resume();
    }

    private boolean isDue() {
        long early = waiting.element().dueMs() - now();
        if (early <= 0) return true;
        if (!timed)
            vertx.setTimer(early, due -> {
                timed = false;
                move();
            });
        timed = true;
        return false;
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
