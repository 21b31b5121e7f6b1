package marketswarm.admin;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How ages and foreign texts are written for people. */
final class Words {

    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})\\s*(s|m|min|h|d)");
    private static final int SHORT_HASH = 12;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Words() {}

    /** {@code 12 s}, {@code 5 min}, {@code 3 h}, {@code 2 d}; never negative, for clocks differ. */
    static String span(long ms) {
        if (ms < 2 * MINUTE) return Math.max(0, ms / SECOND) + " s";
        if (ms < 2 * HOUR) return ms / MINUTE + " min";
        return ms < 2 * DAY ? ms / HOUR + " h" : ms / DAY + " d";
    }

    /** {@code 1 feed}, {@code 2 feeds}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** One line that cannot steer a terminal: titles, errors and log lines come from outside. */
    static String plain(String text) {
        return text.replaceAll("[\\p{Cc}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+", " ")
                .strip();
    }

    /** The beginning of a text, with an ellipsis where more follows. */
    static String cut(String text, int longest) {
        String line = plain(text);
        return line.length() <= longest ? line : line.substring(0, longest - 1) + "…";
    }

    /** Enough of a truth's hash to know it by, the same everywhere. */
    static String hash(String hash) {
        return hash.substring(0, Math.min(SHORT_HASH, hash.length()));
    }

    /** {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d} on the command line. */
    static final class Span implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String value) {
            Matcher matcher = SPAN.matcher(value);
            if (!matcher.matches()) throw new TypeConversionException("'" + value + "' is not like 30s, 5m, 2h or 7d");
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "h" -> Duration.ofHours(number);
                case "d" -> Duration.ofDays(number);
                default -> Duration.ofMinutes(number);
            };
        }
    }
}
