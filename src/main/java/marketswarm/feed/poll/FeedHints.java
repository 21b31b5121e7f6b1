package marketswarm.feed.poll;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a feed itself says about how often to come: {@code ttl}, {@code skipHours} and {@code skipDays} of RSS 2.0 and the
 * syndication module's period and frequency. Values that make no sense are left out; all of them together never mean
 * "never".
 *
 * @param everyMs as often as it changes; 0 when it does not say
 * @param skipHours of the day, GMT
 */
public record FeedHints(long everyMs, Set<Integer> skipHours, Set<DayOfWeek> skipDays) {

    /** A feed that asks for more has a mistake in it. */
    private static final Duration HONOURED = Duration.ofHours(24);

    /** As much of a feed as is looked through for them. */
    public static final int HEAD = 16_384;

    private static final Pattern FIRST_ENTRY = Pattern.compile("<(?:\\w+:)?(?:item|entry)[\\s>]");
    private static final Pattern TTL = Pattern.compile("<ttl[^>]*>\\s*(\\d{1,6})\\s*</ttl>");
    private static final Pattern PERIOD = Pattern.compile("<\\w+:updatePeriod[^>]*>\\s*(\\w+)\\s*<");
    private static final Pattern FREQUENCY = Pattern.compile("<\\w+:updateFrequency[^>]*>\\s*(\\d{1,4})\\s*<");
    private static final Pattern HOUR = Pattern.compile("<hour>\\s*(\\d{1,2})\\s*</hour>");
    private static final Pattern DAY = Pattern.compile("<day>\\s*(\\w+)\\s*</day>");
    private static final Map<String, Duration> PERIODS = Map.of(
            "hourly",
            Duration.ofHours(1),
            "daily",
            Duration.ofDays(1),
            "weekly",
            Duration.ofDays(7),
            "monthly",
            Duration.ofDays(30),
            "yearly",
            Duration.ofDays(365));

    static final FeedHints NONE = new FeedHints(0, Set.of(), Set.of());

    public FeedHints {
        everyMs = Math.min(everyMs, HONOURED.toMillis());
        skipHours = skipHours.size() >= 24 ? Set.of() : Set.copyOf(skipHours);
        skipDays = skipDays.size() >= 7 ? Set.of() : Set.copyOf(skipDays);
    }

    /** @param feed its text, or as much of it as stands before its first entry */
    public static FeedHints of(String feed) {
        String start = feed.substring(0, Math.min(HEAD, feed.length()));
        Matcher entry = FIRST_ENTRY.matcher(start);
        String head = entry.find() ? start.substring(0, entry.start()) : start;
        if (!head.contains("ttl>") && !head.contains("skip") && !head.contains("updatePeriod")) return NONE;
        return new FeedHints(Math.max(ttlMs(head), periodMs(head)), hours(head), days(head));
    }

    private static long ttlMs(String head) {
        Matcher ttl = TTL.matcher(head);
        return ttl.find() ? Duration.ofMinutes(Long.parseLong(ttl.group(1))).toMillis() : 0;
    }

    private static long periodMs(String head) {
        Matcher period = PERIOD.matcher(head);
        if (!period.find()) return 0;
        Matcher frequency = FREQUENCY.matcher(head);
        long times = frequency.find() ? Math.max(1, Long.parseLong(frequency.group(1))) : 1;
        return PERIODS.getOrDefault(period.group(1).toLowerCase(Locale.ROOT), Duration.ZERO)
                        .toMillis()
                / times;
    }

    /** 24 stands for midnight in early descriptions of RSS. */
    private static Set<Integer> hours(String head) {
        return HOUR.matcher(head)
                .results()
                .map(hour -> Integer.parseInt(hour.group(1)))
                .filter(hour -> hour <= 24)
                .map(hour -> hour % 24)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<DayOfWeek> days(String head) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        Set<String> named = DAY.matcher(head)
                .results()
                .map(day -> day.group(1).toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
        for (DayOfWeek day : DayOfWeek.values()) if (named.contains(day.name())) days.add(day);
        return days;
    }

    /** The given time, or the end of the hours and days in which the feed does not change. */
    public long notSkipped(long ms) {
        ZonedDateTime at = Instant.ofEpochMilli(ms).atZone(ZoneOffset.UTC);
        ZonedDateTime free = at;
        for (int hours = 0; hours < 8 * 24 && isSkipped(free); hours++)
            free = free.truncatedTo(ChronoUnit.HOURS).plusHours(1);
        return free.equals(at) ? ms : free.toInstant().toEpochMilli();
    }

    private boolean isSkipped(ZonedDateTime at) {
        return skipHours.contains(at.getHour()) || skipDays.contains(at.getDayOfWeek());
    }

    /** As the feed's hash keeps it: {@code 3600000;0,1,2;SATURDAY,SUNDAY}. */
    public String text() {
        return everyMs + ";" + joined(new TreeSet<>(skipHours)) + ";" + joined(new TreeSet<>(skipDays));
    }

    private static String joined(Set<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** What {@link #text} wrote; none of what is anything else. */
    public static FeedHints parse(String text) {
        String[] fields = text.split(";", -1);
        if (fields.length != 3 || !fields[0].matches("\\d{1,12}")) return NONE;
        return new FeedHints(
                Long.parseLong(fields[0]),
                listed(fields[1]).stream().map(Integer::valueOf).collect(Collectors.toSet()),
                listed(fields[2]).stream().map(DayOfWeek::valueOf).collect(Collectors.toSet()));
    }

    private static Set<String> listed(String field) {
        return field.isEmpty() ? Set.of() : Set.of(field.split(",", -1));
    }
}
