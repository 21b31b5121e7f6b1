package marketswarm.feed.read;

import static java.util.Map.entry;

import java.time.DateTimeException;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names in dates: months in the languages of the news, zones as RFC 822 and newsrooms abbreviate them. */
final class DateNames {

    private static final Map<String, Integer> MONTHS = months();
    private static final Pattern OFFSET =
            Pattern.compile("(?:GMT|UTC|UT|Z)? ?([+-])(\\d{1,2})(?::?(\\d{2}))?(?: ?\\([^)]*\\))?");
    private static final Pattern IN_BRACKETS = Pattern.compile("^\\((.*)\\)$");
    private static final Pattern UNIVERSAL = Pattern.compile("Z|UT|UTC|GMT|(?:Z|UTC|GMT) ?\\((?:Z|UTC|GMT)\\)");
    private static final Pattern PLACE = Pattern.compile("[A-Za-z]+/[A-Za-z0-9_/+-]+");
    private static final int HOURS_MAX = 14;

    /** Eastern, Central … without S or D follow the clocks of their place; the others are fixed. */
    private static final Map<String, String> ZONES = Map.ofEntries(
            entry("ET", "America/New_York"),
            entry("CT", "America/Chicago"),
            entry("MT", "America/Denver"),
            entry("PT", "America/Los_Angeles"),
            entry("EST", "-05:00"),
            entry("EDT", "-04:00"),
            entry("CST", "-06:00"),
            entry("CDT", "-05:00"),
            entry("MST", "-07:00"),
            entry("MDT", "-06:00"),
            entry("PST", "-08:00"),
            entry("PDT", "-07:00"),
            entry("AKST", "-09:00"),
            entry("AKDT", "-08:00"),
            entry("HST", "-10:00"),
            entry("BST", "+01:00"),
            entry("WET", "+00:00"),
            entry("WEST", "+01:00"),
            entry("CET", "+01:00"),
            entry("MEZ", "+01:00"),
            entry("CEST", "+02:00"),
            entry("MESZ", "+02:00"),
            entry("EET", "+02:00"),
            entry("EEST", "+03:00"),
            entry("MSK", "+03:00"),
            entry("SGT", "+08:00"),
            entry("HKT", "+08:00"),
            entry("JST", "+09:00"),
            entry("KST", "+09:00"),
            entry("AEST", "+10:00"),
            entry("AEDT", "+11:00"),
            entry("NZST", "+12:00"),
            entry("NZDT", "+13:00"));

    private DateNames() {}

    /** 1 to 12, or 0 for a word that names no month or, between languages, two. */
    static int month(String word) {
        return MONTHS.getOrDefault(word.toLowerCase(Locale.ROOT), 0);
    }

    /** The zone a date ends in; UTC when it names none; null when the name is unknown or means several. */
    static @Nullable ZoneId zone(String written) {
        String name = written.startsWith("(")
                ? IN_BRACKETS.matcher(written).replaceFirst("$1").strip()
                : written;
        String upper = name.toUpperCase(Locale.ROOT);
        if (name.isEmpty() || UNIVERSAL.matcher(upper).matches()) return ZoneOffset.UTC;
        Matcher offset = OFFSET.matcher(upper);
        if (offset.matches()) return offset(offset);
        String known = ZONES.get(upper);
        try {
            return known == null && !PLACE.matcher(name).matches() ? null : ZoneId.of(known == null ? name : known);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable ZoneId offset(Matcher m) {
        int hours = Integer.parseInt(m.group(2));
        int minutes = m.group(3) == null ? 0 : Integer.parseInt(m.group(3));
        if (hours > HOURS_MAX || minutes > 59) return null;
        int sign = m.group(1).equals("-") ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    private static Map<String, Integer> months() {
        Map<String, Integer> months = new HashMap<>();
        for (String tag : List.of(
                "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "hu", "ro", "el", "ru", "uk",
                "tr"))
            for (Map.Entry<String, Integer> name :
                    months(Locale.forLanguageTag(tag)).entrySet())
                months.merge(name.getKey(), name.getValue(), (a, b) -> a.equals(b) ? a : 0);
        months.putAll(months(Locale.ENGLISH));
        months.put("sept", 9);
        return Map.copyOf(months);
    }

    private static Map<String, Integer> months(Locale locale) {
        Map<String, Integer> names = new HashMap<>();
        for (Month month : Month.values())
            for (TextStyle style :
                    List.of(TextStyle.FULL, TextStyle.SHORT, TextStyle.FULL_STANDALONE, TextStyle.SHORT_STANDALONE)) {
                String name = month.getDisplayName(style, locale)
                        .toLowerCase(Locale.ROOT)
                        .replace(".", "");
                if (name.chars().allMatch(Character::isLetter)) names.put(name, month.getValue());
            }
        return names;
    }
}
