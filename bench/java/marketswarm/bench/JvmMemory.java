package marketswarm.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** How much another JVM with the serial collector has allocated, as jstat tells it; 0 where there is no jstat. */
final class JvmMemory {

    private static final int EDEN_KB = 4;
    private static final int EDEN_USED_KB = 5;
    private static final int YOUNG_COLLECTIONS = 12;

    private JvmMemory() {}

    /** Bytes since its start: whole edens and the one that is being filled. */
    static double allocated(long pid) throws IOException, InterruptedException {
        Path jstat = Path.of(System.getProperty("java.home"), "bin", "jstat");
        if (!jstat.toFile().canExecute()) return 0;
        Process process = new ProcessBuilder(jstat.toString(), "-gc", "" + pid).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        List<String> figures =
                List.of(output.lines().skip(1).findFirst().orElse("").trim().split("\\s+"));
        if (figures.size() <= YOUNG_COLLECTIONS) return 0;
        return (number(figures, YOUNG_COLLECTIONS) * number(figures, EDEN_KB) + number(figures, EDEN_USED_KB)) * 1024;
    }

    private static double number(List<String> figures, int place) {
        return Double.parseDouble(figures.get(place));
    }
}
