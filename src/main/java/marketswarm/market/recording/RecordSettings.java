package marketswarm.market.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import marketswarm.truth.Settings;

/**
 * What is recorded, as truth has it now.
 *
 * @param directory absent while nothing is recorded
 * @param rotateBytes at which a file is ended and the next one begun
 * @param rotateAfter the age at which a file is ended
 * @param mostBytes of all files together; the oldest go first
 */
public record RecordSettings(Optional<Path> directory, long rotateBytes, Duration rotateAfter, long mostBytes) {

    private static final long MEGABYTE = 1 << 20;

    public static RecordSettings of(Settings.Massive.RecordTo truth) {
        return new RecordSettings(
                truth.directory().isBlank() ? Optional.empty() : Optional.of(Path.of(truth.directory())),
                truth.rotateMegabytes() * MEGABYTE,
                Duration.ofMinutes(truth.rotateMin()),
                truth.maxMegabytes() * MEGABYTE);
    }
}
