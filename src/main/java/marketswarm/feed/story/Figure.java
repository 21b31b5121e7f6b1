package marketswarm.feed.story;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of a headline, with what it counts: {@code $94.9 billion}, {@code 25 basis points}, {@code 6%}.
 *
 * @param unit {@code money}, {@code percent}, {@code points} or nothing
 */
record Figure(double value, String unit) {

    /** Headlines round: 94.9 becomes 95. */
    private static final double ROUNDED = 0.02;

    static final Pattern FIGURE = Pattern.compile(
            "(?<money>[$€£¥]\\s?)?(?<value>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)"
                    + "(?:[\\s-]?(?<scale>billion|bln|bn|million|mln|trillion|thousand|[bmkt](?![a-z])))?"
                    + "(?:[\\s-]?(?<unit>%|percent|per cent|pct|basis points?|bps?(?![a-z])|dollars|euros))?",
            Pattern.CASE_INSENSITIVE);
    private static final Map<Character, Double> SCALES = Map.of('b', 1e9, 'm', 1e6, 't', 1e12, 'k', 1e3);

    static Figure of(Matcher found) {
        double value = Double.parseDouble(found.group("value").replace(",", ""));
        String scale = Optional.ofNullable(found.group("scale")).orElse("").toLowerCase(Locale.ROOT);
        String unit = Optional.ofNullable(found.group("unit")).orElse("").toLowerCase(Locale.ROOT);
        if (scale.startsWith("tho")) scale = "k";
        double scaled = scale.isEmpty() ? value : value * SCALES.getOrDefault(scale.charAt(0), 1.0);
        boolean money = found.group("money") != null || unit.startsWith("dollar") || unit.startsWith("euro");
        return new Figure(scaled, money ? "money" : unit(unit));
    }

    private static String unit(String written) {
        if (written.isEmpty()) return "";
        return written.startsWith("b") ? "points" : "percent";
    }

    /** More than a small count, which many a headline has. */
    boolean isTelling() {
        return !unit.isEmpty() || value >= 1_000 || value != Math.rint(value);
    }

    /** The same figure, give or take a rounding; a unit that one headline leaves out is no difference. */
    boolean agrees(Figure other) {
        boolean units = unit.equals(other.unit) || unit.isEmpty() || other.unit.isEmpty();
        return units && Math.abs(value - other.value) <= ROUNDED * Math.max(value, other.value);
    }
}
