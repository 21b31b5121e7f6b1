package marketswarm.feed.read;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes text plain: no markup, entities decoded, nothing invisible, single spaces. */
public final class Text {

    /** What tells HTML from text that merely holds a {@code <} or a {@code &}. */
    private static final Pattern MARKUP = Pattern.compile(
            "</[a-z]|<!--|<!\\[CDATA\\[|&#?\\w{1,32};"
                    + "|<(?:a|abbr|article|audio|b|big|blockquote|br|center|code|dd|div|dl|dt|em|embed|figure|font|form|h[1-6]"
                    + "|head|hr|html|i|iframe|img|input|li|link|meta|object|ol|p|pre|script|section|small|span|strong|style"
                    + "|sub|sup|svg|table|tbody|td|th|tr|u|ul|video)(?:[\\s/>])",
            Pattern.CASE_INSENSITIVE);

    private static final int MARKUP_LENGTH_MAX = 40;
    private static final String ELLIPSIS = "…";

    private Text() {}

    /** The words of an HTML fragment, or of text that is none; null when there are none. */
    static @Nullable String plain(@Nullable String htmlOrText) {
        return Prose.of(htmlOrText).words();
    }

    static boolean isMarkup(String text) {
        Matcher matcher = MARKUP.matcher(text);
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '<' && c != '&') continue;
            matcher.region(at, Math.min(text.length(), at + MARKUP_LENGTH_MAX));
            if (matcher.lookingAt()) return true;
        }
        return false;
    }

    /** Text as it stands, without what cannot be seen. */
    static String clean(String text) {
        var words = new Words(text.length());
        words.add(text, 0, text.length());
        return words.toString();
    }

    /** At most so many characters, cut between words and ended with an ellipsis. */
    public static String cap(String text, int max) {
        if (text.length() <= max) return text;
        int space = text.lastIndexOf(' ', max - 1);
        int end = space > max / 2 ? space : max - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) end--;
        return text.substring(0, end).stripTrailing() + ELLIPSIS;
    }
}
