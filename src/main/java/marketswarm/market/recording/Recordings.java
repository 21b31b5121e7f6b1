package marketswarm.market.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All recordings of a directory, and how much room they take. */
final class Recordings {

    private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);

    private Recordings() {}

    /** Takes the oldest away until the rest fits; the file that is being written stays. */
    static void prune(Path directory, long mostBytes, Path current) throws IOException {
        List<Path> oldestFirst = in(directory);
        long total = 0;
        for (Path file : oldestFirst) total += size(file);
        for (Path file : oldestFirst) {
            if (total <= mostBytes) return;
            if (file.equals(current)) continue;
            total -= size(file);
            Files.deleteIfExists(file);
            LOG.info("market: recording removed, there are newer ones file={}", file.getFileName());
        }
    }

    private static List<Path> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(RecordFormat::isRecording)
                    .sorted(Comparator.comparing(Recordings::started))
                    .toList();
        }
    }

    /** The name without the cluster begins with the time. */
    private static String started(Path file) {
        return file.getFileName().toString().replaceFirst("^[A-Za-z0-9_-]+-(?=\\d{8}T)", "");
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException removedByAnother) {
            return 0;
        }
    }
}
