package marketswarm.market;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The vendor's words as files: our own beside the tests, and its published descriptions where they are at hand. */
public final class Fixture {

    private Fixture() {}

    public static String text(String name) {
        try (InputStream in = Fixture.class.getResourceAsStream("/massive/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Skips the test when the vendor's descriptions are not there. */
    public static String vendor(String name) throws IOException {
        String root = Optional.ofNullable(System.getProperty("MARKETSWARM_SHARED_DATA"))
                .or(() -> Optional.ofNullable(System.getenv("MARKETSWARM_SHARED_DATA")))
                .orElse("../shared/data");
        Path file = Path.of(root, "massive", name);
        Assumptions.assumeTrue(Files.exists(file), () -> "no vendor description at " + file + ": skipped");
        return Files.readString(file);
    }
}
