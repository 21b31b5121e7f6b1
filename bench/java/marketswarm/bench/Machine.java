package marketswarm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** Where and with what it was measured: absolute figures mean nothing without. */
public record Machine(String date, String words, Map<String, String> versions) {

    public static Machine here() {
        Map<String, String> versions = new TreeMap<>();
        versions.put("java", Runtime.version().toString());
        return new Machine(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Runtime.getRuntime().availableProcessors() + " cores, " + processor() + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.version"),
                versions);
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst("^[^:]*:\\s*", ""))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
    }
}
