package marketswarm.market.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import marketswarm.domain.RawFrame;
import marketswarm.redis.Outage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the frames of one cluster in files. Whoever has a frame leaves it in a bounded queue and goes on; a thread of the
 * recorder's own writes. When the disk cannot keep up or fails, frames are left out of the recording and counted: the
 * recording never holds up what is recorded.
 */
public final class Recorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final long FLUSH_MS = 500;
    private static final long PATIENCE_MS = 2_000;
    private static final long PAUSE_AFTER_FAILURE_MS = 5_000;

    private final String cluster;
    private final Supplier<RecordSettings> settings;
    private final Clock clock;
    private final FrameQueue queue = new FrameQueue();
    private final AtomicLong recorded = new AtomicLong();
    private final AtomicLong missed = new AtomicLong();
    private final Outage outage = new Outage();
    private int users;
    private @Nullable Thread writer;
    private volatile boolean on;
    private volatile boolean over;
    private @Nullable RecordingFile file;
    private @Nullable RecordSettings read;
    private long readMs;
    private long flushedMs;

    /** @param settings read again at least once a second */
    public Recorder(String cluster, Supplier<RecordSettings> settings, Clock clock) {
        this.cluster = cluster;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Recording begins, if there is a directory, and goes on until each that has started it has closed it; it can be started
     * again then.
     */
    public synchronized void start() {
        if (++users > 1) return;
        over = false;
        read = null;
        on = settings.get().directory().isPresent();
        writer = new Thread(this::write, "recorder-" + cluster);
        writer.setDaemon(true);
        writer.start();
    }

    /** Never waits, never fails. */
    public void keep(String text) {
        if (!on) return;
        if (!queue.offer(new RawFrame(cluster, clock.millis(), text))) missed.incrementAndGet();
    }

    /** For the heartbeat; empty while nothing is or was recorded. */
    public Map<String, String> progress() {
        if (!on && recorded.get() + missed.get() == 0) return Map.of();
        return Map.of("recorded", Long.toString(recorded.get()), "not_recorded", Long.toString(missed.get()));
    }

    private void write() {
        while (!over || !queue.isEmpty()) {
            try {
                step();
            } catch (IOException | RuntimeException | LinkageError e) {
                failed(e);
            } catch (InterruptedException e) {
                over = true;
            }
        }
        end();
    }

    private void step() throws IOException, InterruptedException {
        RecordSettings now = current();
        RawFrame frame = queue.poll(FLUSH_MS);
        if (now.directory().isEmpty()) {
            end();
            return;
        }
        if (frame != null) {
            open(now.directory().get(), now).add(frame);
            recorded.incrementAndGet();
        }
        flushWhenDue(frame == null);
    }

    /** Not asked for every frame: a change may take half a second. */
    private RecordSettings current() {
        long nowMs = System.nanoTime() / 1_000_000;
        RecordSettings known = read;
        if (known != null && nowMs - readMs < FLUSH_MS) return known;
        known = settings.get();
        read = known;
        readMs = nowMs;
        on = known.directory().isPresent();
        return known;
    }

    private RecordingFile open(Path directory, RecordSettings now) throws IOException {
        RecordingFile current = file;
        if (current != null && !isFinished(current, directory, now)) return current;
        end();
        RecordingFile next = RecordingFile.create(directory, cluster, clock.instant());
        file = next;
        outage.recovered()
                .ifPresent(away -> LOG.info("market: recording again cluster={} directory={}", cluster, directory));
        Recordings.prune(directory, now.mostBytes(), next.path());
        return next;
    }

    private boolean isFinished(RecordingFile current, Path directory, RecordSettings now) {
        Instant due = current.started().plus(now.rotateAfter());
        return !directory.equals(current.path().getParent())
                || current.bytes() >= now.rotateBytes()
                || !clock.instant().isBefore(due);
    }

    private void flushWhenDue(boolean idle) throws IOException {
        long now = System.nanoTime() / 1_000_000;
        if (file == null || !idle && now - flushedMs < FLUSH_MS) return;
        flushedMs = now;
        file.flush();
    }

    private void failed(Throwable e) {
        missed.addAndGet(1L + queue.clear());
        if (outage.failed()) {
            LOG.warn(
                    "market: cannot record, trying again; {} cluster={} cause={}",
                    advice(e),
                    cluster,
                    String.valueOf(e.getMessage()));
        }
        end();
        pause();
    }

    private static String advice(Throwable e) {
        return e instanceof LinkageError
                ? "zstd's library cannot be loaded from java.io.tmpdir: let it be executable there, or -DZstdTempFolder=DIR"
                : "is the disk full or the directory not writable?";
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE_MS);
        } catch (InterruptedException e) {
            over = true;
        }
    }

    private void end() {
        RecordingFile current = file;
        file = null;
        try {
            if (current != null) current.close();
        } catch (IOException e) {
            LOG.warn(
                    "market: a recording could not be ended file={} cause={}",
                    current.path(),
                    String.valueOf(e.getMessage()));
        }
    }

    /** What was kept so far is in the file when this returns, unless others go on. */
    @Override
    public synchronized void close() {
        if (users == 0 || --users > 0) return;
        over = true;
        on = false;
        Thread writing = writer;
        writer = null;
        try {
            if (writing != null) end(writing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Thread writing) throws InterruptedException {
        writing.join(PATIENCE_MS);
        writing.interrupt();
        writing.join(PATIENCE_MS);
    }
}
