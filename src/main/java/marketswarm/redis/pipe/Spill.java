package marketswarm.redis.pipe;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits on disk, in order. A directory belongs to one process at a time; the next one goes on with what the last
 * has left, under its name, so that the server can tell what has already arrived. Not safe for several threads.
 */
final class Spill implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Spill.class);
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{16})-(\\d{1,19})\\.spill");
    private static final long FILE_BYTES = 16L << 20;
    private static final int DIRECTORIES = 64;

    private final Path base;
    private final String writer;
    private final ArrayDeque<SpillFile> files = new ArrayDeque<>();
    private @Nullable Home home;

    /** A directory that this process alone uses while the lock is held. */
    private record Home(Path directory, FileChannel lock) {}

    private Spill(Path base, String writer, @Nullable Home home) {
        this.base = base;
        this.writer = writer;
        this.home = home;
    }

    /** Takes over what a process that is no more has left in a directory below {@code base}, if there is such a one. */
    static Spill open(Path base) {
        try {
            for (int i = 0; i < DIRECTORIES && Files.isDirectory(base.resolve(Integer.toString(i))); i++) {
                Path directory = base.resolve(Integer.toString(i));
                if (left(directory).isEmpty()) continue;
                Optional<FileChannel> lock = lock(directory);
                if (lock.isPresent()) return takeOver(base, new Home(directory, lock.get()));
            }
        } catch (IOException e) {
            LOG.warn(
                    "redis: what an earlier process has left cannot be read directory={} cause={}",
                    base,
                    e.getMessage());
        }
        return new Spill(base, newName(), null);
    }

    private static Spill takeOver(Path base, Home home) throws IOException {
        List<Path> left = left(home.directory());
        Spill spill = new Spill(base, left.isEmpty() ? newName() : part(left.get(0), 1), home);
        for (Path path : left) if (part(path, 1).equals(spill.writer)) spill.files.add(SpillFile.open(path));
        return spill;
    }

    /** The directory of this process, found when it is first needed. */
    private Path home() throws IOException {
        Home found = home;
        for (int i = 0; found == null && i < DIRECTORIES; i++) {
            Path directory = Files.createDirectories(base.resolve(Integer.toString(i)));
            Optional<FileChannel> lock = left(directory).isEmpty() ? lock(directory) : Optional.empty();
            if (lock.isPresent()) found = new Home(directory, lock.get());
        }
        if (found == null) throw new IOException("all " + DIRECTORIES + " directories are in use");
        home = found;
        return found.directory();
    }

    private static List<Path> left(Path directory) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(
                            path -> NAME.matcher(path.getFileName().toString()).matches())
                    .sorted(Comparator.comparingLong(path -> Long.parseLong(part(path, 2))))
                    .toList();
        }
    }

    private static String part(Path path, int group) {
        Matcher matcher = NAME.matcher(path.getFileName().toString());
        if (!matcher.matches()) throw new IllegalArgumentException(path.toString());
        return matcher.group(group);
    }

    private static String newName() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    private static Optional<FileChannel> lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("in-use.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) return Optional.of(channel);
        } catch (OverlappingFileLockException ours) {
            // another pipe of this process
        }
        channel.close();
        return Optional.empty();
    }

    /** Under what name the server knows what is written from here. */
    String writer() {
        return writer;
    }

    /** The highest there is; 0 when nothing is kept. */
    long lastNumber() {
        return files.isEmpty() ? 0 : files.getLast().lastNumber();
    }

    boolean hasUnread() {
        for (SpillFile file : files) if (!file.isRead()) return true;
        return false;
    }

    long bytes() {
        long bytes = 0;
        for (SpillFile file : files) bytes += file.bytes();
        return bytes;
    }

    void append(long number, byte[] content) throws IOException {
        if (files.isEmpty() || files.getLast().bytes() >= FILE_BYTES) files.add(newFile(number));
        files.getLast().append(number, content);
    }

    /** Puts what is older than all that is kept in front of it. */
    void prepend(List<SpillFile.Kept> older) throws IOException {
        if (older.isEmpty()) return;
        SpillFile file = newFile(older.get(0).number());
        for (SpillFile.Kept kept : older) file.append(kept.number(), kept.content());
        files.addFirst(file);
    }

    /** The next ones in order, about as many bytes; none when all was read. */
    List<SpillFile.Kept> read(int bytes) throws IOException {
        List<SpillFile.Kept> read = new ArrayList<>();
        int taken = 0;
        for (SpillFile file : files) {
            for (var kept = file.read(); kept.isPresent(); kept = file.read()) {
                read.add(kept.get());
                taken += kept.get().content().length;
                if (taken >= bytes) return read;
            }
        }
        return read;
    }

    /** All up to that number has arrived: what is no longer needed is deleted. */
    void arrived(long number) throws IOException {
        while (!files.isEmpty() && files.getFirst().isRead() && files.getFirst().lastNumber() <= number)
            files.removeFirst().delete();
    }

    private SpillFile newFile(long number) throws IOException {
        return SpillFile.open(home().resolve(writer + "-" + number + ".spill"));
    }

    @Override
    public void close() throws IOException {
        for (SpillFile file : files) file.close();
        if (home != null) home.lock().close();
    }
}
