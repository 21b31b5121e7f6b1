package marketswarm.gateway;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import marketswarm.redis.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens by the clock: heartbeats, and the reading of what has no stream, snapshots and the mesh. */
final class Pulse {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final long BEAT_MS = 20;
    private static final long SNAPSHOT_LOOK_MS = 50;
    private static final long SWEEP_EVERY = 200;
    private static final long MESH_MS = 1_000;
    private static final long MESH_AGES_EVERY = 5;
    private static final long HEARTBEAT_MS = 15_000;

    private final Vertx vertx;
    private final Context context;
    private final WorkerExecutor workers;
    private final Crowd crowd;
    private final Refresh refresh;
    private final Greeting greeting;
    private final Touched touched = new Touched();
    private final Set<String> reading = new HashSet<>();
    private final List<Long> timers = new ArrayList<>();
    private long snapshotLooks;
    private long meshReads;

    Pulse(Vertx vertx, Context context, WorkerExecutor workers, Crowd crowd, Refresh refresh, Greeting greeting) {
        this.vertx = vertx;
        this.context = context;
        this.workers = workers;
        this.crowd = crowd;
        this.refresh = refresh;
        this.greeting = greeting;
    }

    void start() {
        every(BEAT_MS, crowd::beat);
        every(
                HEARTBEAT_MS,
                () -> crowd.offer(List.of(
                        Message.heartbeat(crowd.position(), greeting.clock().millis()))));
        every(SNAPSHOT_LOOK_MS, this::refreshSnapshots);
        every(MESH_MS, () -> {
            boolean ages = ++meshReads % MESH_AGES_EVERY == 0;
            refresh("mesh", () -> refresh.mesh(ages), Refresh::meshMessages);
        });
    }

    void stop() {
        timers.forEach(vertx::cancelTimer);
    }

    /** The snapshot of this symbol has probably changed. */
    void touch(String symbol) {
        touched.touch(symbol, nowMs());
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private void every(long ms, Runnable work) {
        timers.add(vertx.setPeriodic(ms, turn -> work.run()));
    }

    /** Those that ticks have touched; now and then all of them, because some change without a tick. */
    private void refreshSnapshots() {
        boolean all = ++snapshotLooks % SWEEP_EVERY == 0;
        if (reading.contains("snapshots")) return;
        List<String> symbols = touched.due(nowMs());
        if (symbols.isEmpty() && !all) return;
        refresh(
                "snapshots",
                () -> all ? refresh.allSnapshots() : refresh.snapshots(symbols),
                Refresh::snapshotMessages);
    }

    /** One reading of a kind at a time: an older one must not overtake a newer one, nor pile up before a dead Redis. */
    private void refresh(
            String kind,
            Callable<Map<String, String>> read,
            BiFunction<Map<String, String>, Position, List<Message>> toMessages) {
        if (crowd.isEmpty() || !reading.add(kind)) return;
        workers.executeBlocking(read, false)
                .onComplete(result -> context.runOnContext(turn -> {
                    reading.remove(kind);
                    if (result.succeeded()) crowd.offer(toMessages.apply(result.result(), crowd.position()));
                    else LOG.debug("gateway: cannot refresh kind={} error={}", kind, String.valueOf(result.cause()));
                }));
    }
}
