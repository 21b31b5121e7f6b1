package marketswarm.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a process has used, as the kernel counts it (Linux). */
public final class ProcFs {

    /** The kernel's clock tick towards programs, which is 1/100 s on every platform that Java runs on. */
    private static final long TICK_MS = 10;

    private static final int USER = 11;
    private static final int SYSTEM = 12;
    /** Of the first line of /proc/stat. */
    private static final int IDLE = 4;

    private static final int WAITING = 5;
    private static final int STOLEN = 8;

    private ProcFs() {}

    /** User and system time since its start. */
    public static Duration cpu(long pid) {
        String stat = read(pid, "stat");
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        long ticks = Long.parseLong(fields.get(USER)) + Long.parseLong(fields.get(SYSTEM));
        return Duration.ofMillis(ticks * TICK_MS);
    }

    /** What all processes and the kernel have used since the machine started. */
    static Duration machine() {
        String all = text(Path.of("/proc/stat")).lines().findFirst().orElseThrow();
        List<String> fields = List.of(all.trim().split("\\s+"));
        long ticks = 0;
        for (int field = 1; field < fields.size() && field <= STOLEN; field++)
            if (field != IDLE && field != WAITING) ticks += Long.parseLong(fields.get(field));
        return Duration.ofMillis(ticks * TICK_MS);
    }

    /** Memory that it holds now, megabytes. */
    public static double residentMb(long pid) {
        return read(pid, "status")
                        .lines()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElse(0)
                / 1024.0;
    }

    /** Files, sockets and pipes that it has open. */
    public static int handles(long pid) {
        String[] open = Path.of("/proc", Long.toString(pid), "fd").toFile().list();
        return open == null ? 0 : open.length;
    }

    public static int threads(long pid) {
        String[] tasks = Path.of("/proc", Long.toString(pid), "task").toFile().list();
        return tasks == null ? 0 : tasks.length;
    }

    private static String read(long pid, String file) {
        return text(Path.of("/proc", Long.toString(pid), file));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("bench: " + file + " cannot be read; Linux is needed", e);
        }
    }
}
