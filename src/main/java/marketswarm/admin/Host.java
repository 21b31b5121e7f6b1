package marketswarm.admin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the admin runs.
 *
 * @param container whether inside one, where names of containers are known and localhost is the container itself
 */
record Host(boolean container, Map<String, String> environment, Path directory) {

    static boolean insideContainer() {
        return Files.exists(Path.of("/.dockerenv")) || Files.exists(Path.of("/run/.containerenv"));
    }
}
