package marketswarm.market.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import marketswarm.domain.RawFrame;
import org.jspecify.annotations.Nullable;

/**
 * Several files as one line of frames, in the order in which they came. Files are opened when their time has come, so
 * that a month of them costs no more than an hour.
 */
public final class Recording implements AutoCloseable {

    private final Deque<Part> later;
    private final PriorityQueue<Head> heads =
            new PriorityQueue<>(Comparator.comparingLong(Head::atMs).thenComparing(Head::number));
    private final List<Path> torn = new ArrayList<>();
    private final long totalBytes;
    private long finishedBytes;

    private record Part(int number, Path file, long firstMs) {}

    private record Head(int number, RecordingReader reader, RawFrame frame) {

        long atMs() {
            return frame.receivedMs();
        }
    }

    /**
     * @param files in any order; of frames of the same millisecond those of the earlier file come first
     * @throws IllegalArgumentException with what is wrong with which of them
     */
    public Recording(List<Path> files) {
        List<Part> parts = new ArrayList<>();
        long bytes = 0;
        for (Path file : files) {
            parts.add(part(parts.size(), file));
            bytes += size(file);
        }
        parts.sort(Comparator.comparingLong(Part::firstMs).thenComparing(Part::number));
        later = new ArrayDeque<>(parts);
        totalBytes = bytes;
    }

    /** The next frame; null after the last. */
    public @Nullable RawFrame next() {
        while (!later.isEmpty()
                && (heads.isEmpty() || later.peek().firstMs() <= heads.peek().atMs())) open(later.poll());
        Head head = heads.poll();
        if (head == null) return null;
        advance(head.number(), head.reader());
        return head.frame();
    }

    /** How much of it has been read, from 0 to 1. */
    public double progress() {
        long read = finishedBytes;
        for (Head head : heads) read += head.reader().position();
        return totalBytes == 0 ? 1 : Math.min(1, read / (double) totalBytes);
    }

    /** Files that end in the middle of a frame, of those that have been read so far. */
    public List<Path> torn() {
        return List.copyOf(torn);
    }

    private void open(Part part) {
        advance(part.number(), new RecordingReader(part.file()));
    }

    private void advance(int number, RecordingReader reader) {
        RawFrame frame = reader.next();
        if (frame != null) {
            heads.add(new Head(number, reader, frame));
            return;
        }
        if (reader.isTorn()) torn.add(reader.file());
        finishedBytes += reader.position();
        close(reader);
    }

    private static Part part(int number, Path file) {
        RecordingReader reader = new RecordingReader(file);
        try {
            RawFrame first = reader.next();
            return new Part(number, file, first == null ? Long.MIN_VALUE : first.receivedMs());
        } finally {
            close(reader);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(RecordingReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        heads.forEach(head -> close(head.reader()));
        heads.clear();
        later.clear();
    }
}
