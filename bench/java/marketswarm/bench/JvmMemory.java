package marketswarm.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** What another JVM with the serial collector has allocated and keeps, as jstat tells it; 0 where there is no jstat. */
public final class JvmMemory {

    private static final int EDEN_KB = 4;
    private static final int EDEN_USED_KB = 5;
    private static final int OLD_USED_KB = 7;
    private static final int YOUNG_COLLECTIONS = 12;

    private JvmMemory() {}

    /** Bytes since its start: whole edens and the one that is being filled. */
    static double allocated(long pid) throws IOException, InterruptedException {
        double[] figures = figures(pid);
        return (figures[YOUNG_COLLECTIONS] * figures[EDEN_KB] + figures[EDEN_USED_KB]) * 1024;
    }

    /** Megabytes of objects that have outlived several collections. */
    public static double oldMb(long pid) throws IOException, InterruptedException {
        return figures(pid)[OLD_USED_KB] / 1024;
    }

    /** Megabytes that are left after a full collection. */
    public static double liveMb(long pid) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (jcmd.toFile().canExecute())
            new ProcessBuilder(jcmd.toString(), "" + pid, "GC.run")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        return oldMb(pid);
    }

    private static double[] figures(long pid) throws IOException, InterruptedException {
        Path jstat = Path.of(System.getProperty("java.home"), "bin", "jstat");
        if (!jstat.toFile().canExecute()) return new double[YOUNG_COLLECTIONS + 1];
        Process process = new ProcessBuilder(jstat.toString(), "-gc", "" + pid).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        double[] figures = output.lines()
                .skip(1)
                .flatMap(line -> Arrays.stream(line.trim().split("\\s+")))
                .mapToDouble(figure -> figure.equals("-") ? 0 : Double.parseDouble(figure))
                .toArray();
        return Arrays.copyOf(figures, Math.max(figures.length, YOUNG_COLLECTIONS + 1));
    }
}
