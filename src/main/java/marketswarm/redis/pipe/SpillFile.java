package marketswarm.redis.pipe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * One file of a spill: records of length, checksum, number and content. What a crash has cut off at its end counts as
 * not written. Records are read in their order, also while more are added.
 */
final class SpillFile implements AutoCloseable {

    private static final int HEAD = Integer.BYTES + Integer.BYTES + Long.BYTES;
    private static final int LONGEST = 64 << 20;

    private final Path path;
    private final FileChannel channel;
    private long readAt;
    private long end;
    private long lastNumber;

    /** A record; its number tells it from all others of the same writer. */
    static final class Kept {

        private final long number;
        private final byte[] content;

        Kept(long number, byte[] content) {
            this.number = number;
            this.content = content;
        }

        long number() {
            return number;
        }

        byte[] content() {
            return content;
        }
    }

    private SpillFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Made when absent; what is in it is to be read. */
    static SpillFile open(Path path) throws IOException {
        SpillFile file = new SpillFile(
                path,
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        file.end = file.channel.size();
        file.findEnd();
        return file;
    }

    private void findEnd() throws IOException {
        for (var kept = read(); kept.isPresent(); kept = read())
            lastNumber = kept.get().number();
        end = readAt;
        channel.truncate(end);
        readAt = 0;
    }

    void append(long number, byte[] content) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(HEAD + content.length);
        record.putInt(content.length)
                .putInt(checksum(number, content))
                .putLong(number)
                .put(content)
                .flip();
        long at = end;
        while (record.hasRemaining()) at += channel.write(record, at);
        end = at;
        lastNumber = number;
    }

    /** The next one that was not read; empty at the end. */
    Optional<Kept> read() throws IOException {
        if (readAt + HEAD > end) return Optional.empty();
        ByteBuffer head = bytes(readAt, HEAD);
        int length = head.getInt();
        int checksum = head.getInt();
        long number = head.getLong();
        if (length < 0 || length > LONGEST || readAt + HEAD + length > end) return Optional.empty();
        byte[] content = bytes(readAt + HEAD, length).array();
        if (checksum(number, content) != checksum) return Optional.empty();
        readAt += HEAD + length;
        return Optional.of(new Kept(number, content));
    }

    boolean isRead() {
        return readAt >= end;
    }

    /** Of the last record; 0 when there is none. */
    long lastNumber() {
        return lastNumber;
    }

    long bytes() {
        return end;
    }

    private ByteBuffer bytes(long from, int count) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(count);
        while (into.hasRemaining()) {
            int read = channel.read(into, from + into.position());
            if (read < 0) throw new IOException("redis: " + path + " is shorter than it was");
        }
        return into.flip();
    }

    private static int checksum(long number, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        crc.update(content);
        return (int) crc.getValue();
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
