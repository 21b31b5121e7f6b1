package marketswarm.market.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import marketswarm.domain.RawFrame;
import org.jspecify.annotations.Nullable;

/** Frames that wait to be written, bounded in number and in size. */
final class FrameQueue {

    private static final int MOST_FRAMES = 65_536;
    private static final long MOST_CHARACTERS = 16 << 20;

    private final BlockingQueue<RawFrame> frames = new ArrayBlockingQueue<>(MOST_FRAMES);
    private final AtomicLong characters = new AtomicLong();

    /** Never waits; false when there is no room. */
    boolean offer(RawFrame frame) {
        if (characters.get() >= MOST_CHARACTERS || !frames.offer(frame)) return false;
        characters.addAndGet(frame.text().length());
        return true;
    }

    /** Null when none has come within that time. */
    @Nullable
    RawFrame poll(long withinMs) throws InterruptedException {
        RawFrame frame = frames.poll(withinMs, TimeUnit.MILLISECONDS);
        if (frame != null) characters.addAndGet(-frame.text().length());
        return frame;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /** @return how many there were */
    int clear() {
        List<RawFrame> left = new ArrayList<>();
        frames.drainTo(left);
        left.forEach(frame -> characters.addAndGet(-frame.text().length()));
        return left.size();
    }
}
