package marketswarm.market.recording;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import marketswarm.domain.RawFrame;
import marketswarm.domain.Tick;
import marketswarm.market.vendor.Decoder;
import marketswarm.market.vendor.Frame;

/**
 * Plays a recording through the decoder that live frames go through. The same frames give the same ticks, in the same
 * order, whatever the speed.
 */
public final class Replay {

    private static final int LARGEST_BATCH = 1_000;

    private final Recording recording;
    private final double speed;
    private final Consumer<List<Tick>> into;
    private final Map<String, Decoder> decoders = new HashMap<>();
    private final List<Tick> batch = new ArrayList<>();
    private volatile State state = new State(0, 0, 0, 0, 0);
    private long startNs;

    /**
     * How far it has come.
     *
     * @param atMs when the latest frame was received, back then
     * @param done from 0 to 1
     */
    public record State(long frames, long ticks, long malformed, long atMs, double done) {}

    /**
     * @param speed how much faster than it was; 0 is as fast as it goes
     * @param into gets the ticks in batches, in their order
     */
    public Replay(Recording recording, double speed, Consumer<List<Tick>> into) {
        if (!(speed >= 0)) throw new IllegalArgumentException("replay: the speed must be 0 or more");
        this.recording = recording;
        this.speed = speed;
        this.into = into;
    }

    /** May be asked from any thread. */
    public State state() {
        return state;
    }

    /** To the end, or until the thread is interrupted. */
    public void run() throws InterruptedException {
        startNs = System.nanoTime();
        long firstMs = Long.MIN_VALUE;
        for (RawFrame frame = recording.next(); frame != null; frame = recording.next()) {
            if (firstMs == Long.MIN_VALUE) firstMs = frame.receivedMs();
            await(frame.receivedMs() - firstMs);
            play(frame);
            if (batch.size() >= LARGEST_BATCH) hand();
        }
        hand();
    }

    private void play(RawFrame frame) {
        Decoder decoder = decoders.computeIfAbsent(frame.cluster(), Decoder::new);
        Frame decoded = decoder.decode(frame.text(), frame.receivedMs());
        batch.addAll(decoded.ticks());
        State before = state;
        state = new State(
                before.frames() + 1,
                before.ticks() + decoded.ticks().size(),
                before.malformed() + decoded.malformed(),
                frame.receivedMs(),
                recording.progress());
    }

    /** What is decoded already does not wait with what is not due yet. */
    private void await(long recordedMs) throws InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
        if (speed == 0) return;
        long dueNs = startNs + (long) (recordedMs / speed * 1_000_000);
        for (long left = dueNs - System.nanoTime(); left > 0; left = dueNs - System.nanoTime()) {
            hand();
            Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    private void hand() {
        if (batch.isEmpty()) return;
        into.accept(List.copyOf(batch));
        batch.clear();
    }
}
