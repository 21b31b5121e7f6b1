package marketswarm.feed.read;

import java.util.List;
import java.util.regex.Pattern;

/** Rarer ways to write a date, put the way {@link FeedDates} reads. None of them takes or adds a meaning. */
final class DateSpellings {

    private static final List<Spelling> ALL = List.of(
            // 2004年5月28日, 2004년 05월 28일
            new Spelling("(\\d{4}) ?[年년] ?(\\d{1,2}) ?[月월] ?(\\d{1,2}) ?[日일]", "$1-$2-$3"),
            // 上午 9:05, 오후 11:23:17
            new Spelling("(?:上午|午前|오전) ?(\\d{1,2}:\\d{2}(?::\\d{2})?)", "$1 AM"),
            new Spelling("(?:下午|午後|오후) ?(\\d{1,2}:\\d{2}(?::\\d{2})?)", "$1 PM"),
            // Fri, 2006/09/15 08:19:53 EDT
            new Spelling("^\\p{L}{2,12}\\.?,? (?=\\d{4}[-/.]\\d)", ""),
            // 2004-01-01T19:48:21-05:00[America/New_York]
            new Spelling("(?<=[\\dZ])\\[[\\w/+-]+]$", ""),
            // 20040101194821
            new Spelling("^(\\d{8})(\\d{6})(?=\\D|$)", "$1T$2"),
            // 11:15 AM EST, 16 Nov 2020
            new Spelling(
                    "^(\\d{1,2}:\\d{2}(?::\\d{2})?(?: ?[AaPp]\\.?[Mm]\\.?)?(?: [A-Z]{2,4})?),? (?:on )?(.*\\d.*)$",
                    "$2 $1"));

    private DateSpellings() {}

    /** The same text when it is written in none of these ways. */
    static String usual(String text) {
        String usual = text;
        for (Spelling spelling : ALL) usual = spelling.pattern.matcher(usual).replaceFirst(spelling.replacement);
        return usual;
    }

    private record Spelling(Pattern pattern, String replacement) {

        Spelling(String pattern, String replacement) {
            this(Pattern.compile(pattern), replacement);
        }
    }
}
