package marketswarm.analysis;

import java.util.regex.Pattern;

/** Text without what a reader cannot see: controls, bidirectional marks, zero-width characters. */
public final class PlainText {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Co}\\p{Cn}]");
    private static final Pattern SPACE = Pattern.compile("[\\p{Cc}\\p{Z}\\s]+");

    private PlainText() {}

    /** On one line, at most {@code limit} characters, never half a surrogate pair. */
    public static String clean(String text, int limit) {
        String seen = UNSEEN.matcher(cut(text, 2 * limit)).replaceAll("");
        return cut(SPACE.matcher(seen).replaceAll(" ").strip(), limit);
    }

    /** The text, or its beginning up to the last whole word and an ellipsis. */
    public static String shorten(String text, int limit) {
        if (text.length() <= limit) return text;
        String start = cut(text, limit - 1);
        int space = start.lastIndexOf(' ');
        return (space > limit / 2 ? start.substring(0, space) : start) + "…";
    }

    private static String cut(String text, int limit) {
        if (text.length() <= limit) return text;
        return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
    }
}
