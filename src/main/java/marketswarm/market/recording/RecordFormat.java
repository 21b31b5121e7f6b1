package marketswarm.market.recording;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * How a recording looks: zstd over lines of text, so that {@code zstdcat} shows it. The first line names the cluster;
 * then each frame is its time in epoch milliseconds, its length in bytes, itself.
 *
 * <pre>
 * #marketswarm-recording 1 stocks
 * 1790000000123 87 [{"ev":"T","sym":"AAPL", …}]
 * </pre>
 */
final class RecordFormat {

    static final String FIRST_LINE = "#marketswarm-recording 1 ";
    static final String SUFFIX = ".frames.zst";

    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_-]+-\\d{8}T\\d{6}\\.\\d{3}Z(-\\d+)?\\.frames\\.zst");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private RecordFormat() {}

    /** @param attempt 0, or the number that keeps two files of one millisecond apart */
    static String name(String cluster, Instant started, int attempt) {
        String tail = attempt == 0 ? "" : "-" + attempt;
        return cluster.replaceAll("[^A-Za-z0-9_-]", "-") + "-" + TIME.format(started) + tail + SUFFIX;
    }

    /** Whether that file is one of ours; others in the directory are left alone. */
    static boolean isRecording(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches();
    }
}
