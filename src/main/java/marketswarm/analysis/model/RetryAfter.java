package marketswarm.analysis.model;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a server asks us to wait (RFC 9110 §10.2.3, and {@code retry-after-ms} as some servers send it). */
final class RetryAfter {

    /** Nobody waits longer on a server's word alone. */
    private static final int CAP_MS = 15 * 60_000;

    /** {@code Please try again in 1.5s}, {@code Please retry after 6 seconds}. */
    private static final Pattern SAID = Pattern.compile(
            "(?:try again in|retry after)\\s+(\\d{1,6}(?:\\.\\d{1,6})?)\\s?(ms|s|m(?!s)|sec|min)",
            Pattern.CASE_INSENSITIVE);

    private RetryAfter() {}

    /**
     * @param message of the error, which some servers tell it in instead
     * @return zero when nothing says, or says nothing that can be read
     */
    static Duration of(Map<String, String> headers, String message, Clock clock) {
        Duration asked = read(headers.get("retry-after-ms"), headers.get("retry-after"), clock);
        Duration wait = asked.isZero() ? said(message) : asked;
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

    private static Duration said(String message) {
        Matcher m = SAID.matcher(message);
        if (!m.find()) return Duration.ZERO;
        double factor = switch (m.group(2).toLowerCase(Locale.ROOT)) {
            case "ms" -> 1;
            case "m", "min" -> 60_000;
            default -> 1_000;
        };
        return millis(Double.parseDouble(m.group(1)) * factor);
    }

    private static Duration millis(double millis) {
        return Duration.ofMillis(Math.round(Math.min(Math.max(0, Math.ceil(millis)), CAP_MS)));
    }
}
