package marketswarm.market.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import marketswarm.domain.RawFrame;
import org.jspecify.annotations.Nullable;

/** Reads one recording from its beginning; one that ends in the middle is read up to there. */
public final class RecordingReader implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_FRAME = 64 << 20;

    private final Path file;
    private final Counted compressed;
    private final InputStream in;
    private final String cluster;
    private boolean torn;

    /** @throws IllegalArgumentException with what is wrong, when it is no recording */
    public RecordingReader(Path file) {
        this.file = file;
        try {
            compressed = new Counted(Files.newInputStream(file));
            in = new BufferedInputStream(new ZstdInputStream(compressed), BUFFER);
            cluster = cluster(until('\n'));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("replay: there is no file " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("replay: " + file + " is no recording: " + e.getMessage(), e);
        }
    }

    Path file() {
        return file;
    }

    public String cluster() {
        return cluster;
    }

    /** Of the compressed file, how much has been read. */
    public long position() {
        return compressed.bytes;
    }

    /** True when the file ended in the middle of a frame, as after a crash. */
    public boolean isTorn() {
        return torn;
    }

    /**
     * The next frame; null at the end.
     *
     * @throws IllegalArgumentException when what follows is no frame
     */
    public @Nullable RawFrame next() {
        try {
            String time = until(' ');
            if (time == null) return null;
            String length = until(' ');
            if (length == null) throw new EOFException();
            byte[] text = text(number(length, LONGEST_FRAME));
            return new RawFrame(cluster, number(time, Long.MAX_VALUE), new String(text, UTF_8));
        } catch (EOFException e) {
            torn = true;
            return null;
        } catch (IOException e) {
            if (!compressed.ended) {
                throw new IllegalArgumentException("replay: " + file + " cannot be read on: " + e.getMessage(), e);
            }
            torn = true; // the compressor misses the rest
            return null;
        }
    }

    private byte[] text(long length) throws IOException {
        byte[] text = in.readNBytes((int) length);
        if (text.length < length || in.read() != '\n') throw new EOFException();
        return text;
    }

    private static String cluster(@Nullable String line) throws IOException {
        if (line == null || !line.startsWith(RecordFormat.FIRST_LINE))
            throw new IOException("its first line is another");
        return line.substring(RecordFormat.FIRST_LINE.length());
    }

    private long number(String text, long most) throws IOException {
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= most) return number;
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IOException("expected a number where a frame begins");
    }

    /** Without what ends it; null when there is nothing more at all. */
    private @Nullable String until(char end) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = in.read(); c != end; c = in.read()) {
            if (c < 0 && text.isEmpty()) return null;
            if (c < 0) throw new EOFException();
            if (text.length() == LONGEST_LINE) throw new IOException("no frame begins where one should");
            text.append((char) c);
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static final class Counted extends FilterInputStream {

        private long bytes;
        private boolean ended;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b >= 0) bytes++;
            else ended = true;
            return b;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int count = in.read(into, from, length);
            if (count > 0) bytes += count;
            else if (count < 0) ended = true;
            return count;
        }
    }
}
