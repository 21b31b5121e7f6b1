package marketswarm.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Facts from outside that are not part of the project. */
public final class SharedData {

    private SharedData() {}

    /** Skips the test where it is absent. */
    public static Path find(String name) {
        String root = Optional.ofNullable(System.getProperty("MARKETSWARM_SHARED_DATA"))
                .or(() -> Optional.ofNullable(System.getenv("MARKETSWARM_SHARED_DATA")))
                .orElse("../shared/data");
        Path path = Path.of(root, name);
        Assumptions.assumeTrue(Files.exists(path), () -> "no " + name + " at " + path + ": skipped");
        return path;
    }
}
