package marketswarm.feed.read;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates as feeds write them: RFC 822/1123/3339, ISO 8601, C's asctime, month names in many languages, am/pm, named
 * zones, epoch seconds. Strict in value: what is out of range or could mean two things is null, nothing ever rolls over.
 * A date without a zone is UTC, a day without a time its first instant.
 */
public final class FeedDates {

    private static final int LENGTH_MAX = 80;
    private static final Pattern EPOCH = Pattern.compile("(\\d{9,10})(\\d{3})?(?:\\.\\d+)?");
    private static final Pattern YEAR_FIRST = Pattern.compile(
            "(\\d{4})(?:(?:([-/.])(\\d{1,2})(?:\\2(\\d{1,2}))?|(\\d{2})(\\d{2}))(?:(?:T|t|_|,? +)(.+))?)?");
    private static final Pattern NUMERIC = Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4})(?:[ ,]+(.+))?");
    private static final Pattern DAY_OF_YEAR = Pattern.compile("(\\d{4})-(\\d{3})(?:[T ](.+))?");
    private static final Pattern TIME_IN_WORDS =
            Pattern.compile("(?:^|[\\s,T])(\\d{1,2}(?::\\d{2}| ?[AaPp]\\.?[Mm]).*)$");
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,2})(?:[:h](\\d{2})(?::(\\d{2})(?:[.,](\\d{1,20}))?)?)?"
            + "(?: ?([AaPp])\\.?[Mm]\\.?(?![A-Za-z]))? ?(.*)");
    private static final Pattern COMPACT = Pattern.compile("(\\d{2})(\\d{2})(\\d{2})?([.,]\\d+)?(\\D.*|)");
    /** How ISO 8601 may write the end of a day. */
    private static final Pattern MIDNIGHT = Pattern.compile("24:?00(?::?00(?:[.,]0+)?)?(?!\\d)");

    private static final Pattern FOUR_DIGITS = Pattern.compile("\\d{4}");
    private static final Pattern TRAILING_YEAR = Pattern.compile("(.+?) (\\d{4})");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[-,/]|(?<=\\p{L})\\.|(?<=\\d)\\.");
    private static final Pattern SPACES = Pattern.compile(" +");
    private static final Pattern ORDINAL = Pattern.compile("(?<=\\d)(?:st|nd|rd|th|er|º|ª)$");
    private static final Set<String> PARTICLES = Set.of("de", "del", "of", "den", "the", "at", "um", "le", "a", "à");
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2199;

    private FeedDates() {}

    /** Epoch milliseconds; null when the text is no date that can be trusted. */
    public static @Nullable Long parse(@Nullable String raw) {
        if (raw == null) return null;
        String text = Text.clean(raw);
        if (text.isEmpty() || text.length() > LENGTH_MAX) return null;
        Long usual = tried(text);
        if (usual != null) return usual;
        String respelt = DateSpellings.usual(text);
        return respelt.equals(text) ? null : tried(respelt);
    }

    private static @Nullable Long tried(String text) {
        try {
            return instant(text);
        } catch (DateTimeException | NumberFormatException e) {
            return null; // a field out of its range
        }
    }

    private static @Nullable Long instant(String text) {
        Matcher epoch = EPOCH.matcher(text);
        if (epoch.matches())
            return Long.parseLong(epoch.group(1)) * 1000
                    + (epoch.group(2) == null ? 0 : Long.parseLong(epoch.group(2)));
        Matcher dayOfYear = DAY_OF_YEAR.matcher(text);
        if (dayOfYear.matches())
            return at(LocalDate.ofYearDay(number(dayOfYear.group(1)), number(dayOfYear.group(2))), dayOfYear.group(3));
        Matcher iso = YEAR_FIRST.matcher(text);
        if (iso.matches()) return yearFirst(iso);
        Matcher numeric = NUMERIC.matcher(text);
        return numeric.matches() ? numeric(numeric) : words(text);
    }

    private static @Nullable Long yearFirst(Matcher iso) {
        String month = iso.group(3) == null ? iso.group(5) : iso.group(3);
        String day = iso.group(4) == null ? iso.group(6) : iso.group(4);
        if (day == null && iso.group(7) != null) return null;
        LocalDate date =
                LocalDate.of(number(iso.group(1)), month == null ? 1 : number(month), day == null ? 1 : number(day));
        return at(date, iso.group(7));
    }

    /** With dots the day comes first everywhere; with other marks only a number above 12 tells the day. */
    private static @Nullable Long numeric(Matcher m) {
        int one = number(m.group(1));
        int two = number(m.group(3));
        boolean dayFirst = m.group(2).equals(".") || one > 12 || one == two;
        if (!dayFirst && two <= 12) return null;
        return at(LocalDate.of(number(m.group(4)), dayFirst ? two : one, dayFirst ? one : two), m.group(5));
    }

    private static @Nullable Long words(String text) {
        Matcher time = TIME_IN_WORDS.matcher(text);
        boolean timed = time.find();
        String day = timed ? text.substring(0, time.start(1)) : text;
        String clock = timed ? time.group(1) : null;
        Matcher asctime = TRAILING_YEAR.matcher(clock == null ? "" : clock);
        boolean yearLast = !FOUR_DIGITS.matcher(day).find() && asctime.matches();
        LocalDate date = day(yearLast ? day + " " + asctime.group(2) : day);
        return date == null ? null : at(date, yearLast ? asctime.group(1) : clock);
    }

    /** Day, month name and year in any order that is in use; a leading weekday is not needed and not believed. */
    private static @Nullable LocalDate day(String text) {
        String words = BETWEEN_WORDS.matcher(text).replaceAll(" ").strip();
        List<String> parts = new ArrayList<>(Arrays.asList(SPACES.split(words)));
        parts.removeIf(part -> PARTICLES.contains(part.toLowerCase(Locale.ROOT)));
        if (parts.size() == 4 && parts.get(0).chars().allMatch(Character::isLetter)) parts.remove(0);
        if (parts.size() != 3) return null;
        int named = DateNames.month(parts.get(0)) > 0 ? 0 : 1;
        int month = DateNames.month(parts.remove(named));
        if (month == 0) return null;
        boolean yearFirst = FOUR_DIGITS.matcher(parts.get(0)).matches();
        String day = ORDINAL.matcher(parts.get(yearFirst ? 1 : 0)).replaceFirst("");
        return LocalDate.of(year(parts.get(yearFirst ? 0 : 1)), month, day.length() > 2 ? 0 : number(day));
    }

    /** Two digits as RFC 2822 reads them. */
    private static int year(String text) {
        if (text.length() != 2 && text.length() != 4) return 0;
        int year = number(text);
        return text.length() == 4 ? year : year + (year < 50 ? 2000 : 1900);
    }

    private static @Nullable Long at(LocalDate date, @Nullable String clock) {
        if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) return null;
        if (clock == null) return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        boolean compact = COMPACT.matcher(clock).lookingAt();
        Matcher m = CLOCK.matcher(compact ? COMPACT.matcher(clock).replaceFirst(FeedDates::spread) : clock);
        if (!m.matches() || (m.group(2) == null && m.group(5) == null)) return null;
        boolean lastMoment = m.group(5) == null && MIDNIGHT.matcher(clock).lookingAt();
        LocalDateTime local = lastMoment ? date.plusDays(1).atStartOfDay() : date.atTime(time(m));
        ZoneId zone = DateNames.zone(m.group(6));
        if (zone == null || zone.getRules().getValidOffsets(local).isEmpty()) return null;
        return local.atZone(zone).toInstant().toEpochMilli();
    }

    private static String spread(java.util.regex.MatchResult compact) {
        if (compact.start() != 0) return Matcher.quoteReplacement(compact.group());
        String seconds = compact.group(3) == null ? "" : ":" + compact.group(3);
        String fraction = compact.group(4) == null ? "" : compact.group(4);
        return Matcher.quoteReplacement(
                compact.group(1) + ":" + compact.group(2) + seconds + fraction + compact.group(5));
    }

    private static LocalTime time(Matcher m) {
        int hour = number(m.group(1));
        if (m.group(5) != null) {
            if (hour < 1 || hour > 12) throw new DateTimeException("no such hour on a 12-hour clock");
            hour = hour % 12 + (m.group(5).equalsIgnoreCase("p") ? 12 : 0);
        }
        String nanos = m.group(4) == null ? "0" : (m.group(4) + "000000000").substring(0, 9);
        return LocalTime.of(hour, zeroIfAbsent(m.group(2)), zeroIfAbsent(m.group(3)), number(nanos));
    }

    private static int zeroIfAbsent(@Nullable String digits) {
        return digits == null ? 0 : number(digits);
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
