package marketswarm.analysis;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long a server asks us to wait (RFC 9110 §10.2.3, and {@code retry-after-ms} as some servers send it). */
final class RetryAfter {

    /** Nobody waits longer on a server's word alone. */
    private static final int CAP_MS = 15 * 60_000;

    private RetryAfter() {}

    /** @return zero when the headers do not say, or say nothing that can be read */
    static Duration of(Map<String, String> headers, Clock clock) {
        Duration wait = read(headers.get("retry-after-ms"), headers.get("retry-after"), clock);
        if (wait.isNegative()) return Duration.ZERO;
        return wait.toMillis() > CAP_MS ? Duration.ofMillis(CAP_MS) : wait;
    }

    private static Duration read(@Nullable String millis, @Nullable String after, Clock clock) {
        try {
            if (millis != null) return millis(Double.parseDouble(millis.strip()));
            if (after == null) return Duration.ZERO;
            boolean seconds =
                    !after.isBlank() && Character.isDigit(after.strip().charAt(0));
            if (seconds) return millis(Double.parseDouble(after.strip()) * 1000);
            var until = ZonedDateTime.parse(after.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            return Duration.between(clock.instant(), until);
        } catch (NumberFormatException | DateTimeException e) {
            return Duration.ZERO;
        }
    }

    private static Duration millis(double millis) {
        return Duration.ofMillis(Math.round(Math.min(Math.max(0, Math.ceil(millis)), CAP_MS)));
    }
}
