package marketswarm.demo.simulator;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Times as the vendor's REST takes them: a date (New York), RFC 3339, or a number told apart by its magnitude. */
final class Moment {

    static final ZoneId EXCHANGE = ZoneId.of("America/New_York");

    private static final long AT_LEAST_NS = 100_000_000_000_000_000L;
    private static final long AT_LEAST_US = 100_000_000_000_000L;

    private Moment() {}

    static boolean isDate(String text) {
        return text.length() == 10 && text.charAt(4) == '-';
    }

    /** @throws IllegalArgumentException when it is none of them */
    static long ns(String text) {
        try {
            if (isDate(text)) return startOfDayNs(LocalDate.parse(text));
            if (text.contains("T")) return ns(OffsetDateTime.parse(text).toInstant());
            long number = Long.parseLong(text);
            if (number >= AT_LEAST_NS) return number;
            return Math.multiplyExact(number, number >= AT_LEAST_US ? 1_000 : 1_000_000);
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("Could not parse the time '" + text + "'", e);
        }
    }

    /** The last nanosecond of a date; any other time is its own end. */
    static long endNs(String text) {
        return isDate(text) ? startOfDayNs(LocalDate.parse(text).plusDays(1)) - 1 : ns(text);
    }

    private static long startOfDayNs(LocalDate day) {
        return ns(day.atStartOfDay(EXCHANGE).toInstant());
    }

    private static long ns(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
    }
}
