package marketswarm.market.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import marketswarm.domain.RawFrame;

/** One file that is being written. What was flushed can be read, whatever happens to the process. */
final class RecordingFile implements AutoCloseable {

    private static final int LEVEL = 3;
    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final Instant started;
    private final Counted written;
    private final OutputStream out;

    private RecordingFile(Path path, Instant started, OutputStream file) throws IOException {
        this.path = path;
        this.started = started;
        this.written = new Counted(file);
        this.out = new BufferedOutputStream(new ZstdOutputStream(written, LEVEL), BUFFER);
    }

    /** A new file in that directory, which is made when it is missing. */
    static RecordingFile create(Path directory, String cluster, Instant now) throws IOException {
        Files.createDirectories(directory);
        for (int attempt = 0; ; attempt++) {
            Path path = directory.resolve(RecordFormat.name(cluster, now, attempt));
            try {
                OutputStream file = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW);
                RecordingFile recording = new RecordingFile(path, now, file);
                recording.out.write((RecordFormat.FIRST_LINE + cluster + "\n").getBytes(UTF_8));
                recording.flush();
                return recording;
            } catch (FileAlreadyExistsException taken) {
                if (attempt == Integer.MAX_VALUE) throw taken;
            }
        }
    }

    Path path() {
        return path;
    }

    Instant started() {
        return started;
    }

    void add(RawFrame frame) throws IOException {
        byte[] text = frame.text().getBytes(UTF_8);
        out.write((frame.receivedMs() + " " + text.length + " ").getBytes(UTF_8));
        out.write(text);
        out.write('\n');
    }

    /** Hands everything to the operating system: from now on it outlives the process. */
    void flush() throws IOException {
        out.flush();
    }

    /** Compressed, as far as it has left the compressor. */
    long bytes() {
        return written.bytes;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static final class Counted extends FilterOutputStream {

        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] b, int from, int length) throws IOException {
            out.write(b, from, length);
            bytes += length;
        }
    }
}
