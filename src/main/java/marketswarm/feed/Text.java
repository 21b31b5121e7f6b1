package marketswarm.feed;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** Makes text plain: no markup, entities decoded, nothing invisible, single spaces. */
final class Text {

    /** What tells HTML from text that merely holds a {@code <} or a {@code &}. */
    private static final Pattern MARKUP = Pattern.compile(
            "</[a-z]|<!--|&#?\\w{1,32};"
                    + "|<(?:a|abbr|article|audio|b|big|blockquote|br|center|code|dd|div|dl|dt|em|embed|figure|font|form|h[1-6]"
                    + "|head|hr|html|i|iframe|img|input|li|link|meta|object|ol|p|pre|script|section|small|span|strong|style"
                    + "|sub|sup|svg|table|tbody|td|th|tr|u|ul|video)(?:[\\s/>])",
            Pattern.CASE_INSENSITIVE);

    private static final String ELLIPSIS = "…";

    private Text() {}

    /** The words of an HTML fragment, or of text that is none; null when there are none. */
    static @Nullable String plain(@Nullable String htmlOrText) {
        if (htmlOrText == null) return null;
        String text = MARKUP.matcher(htmlOrText).find()
                ? Jsoup.parseBodyFragment(htmlOrText).text()
                : htmlOrText;
        String clean = clean(text);
        return clean.isEmpty() ? null : clean;
    }

    /** Text as it stands, without controls, zero-width and bidi characters (they hide words from readers and programs). */
    static String clean(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') out.append(' ');
            } else if (c >= 0x80 && c <= 0x9f) {
                out.append(windows1252(c));
            } else if (!invisible(c)) {
                out.appendCodePoint(c);
            }
        });
        return out.toString().strip();
    }

    /** At most so many characters, cut between words and ended with an ellipsis. */
    static String cap(String text, int max) {
        if (text.length() <= max) return text;
        int space = text.lastIndexOf(' ', max - 1);
        int end = space > max / 2 ? space : max - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) end--;
        return text.substring(0, end).stripTrailing() + ELLIPSIS;
    }

    /** Numbers of C1 controls in feeds are always meant as windows-1252; five of them are unassigned there. */
    private static String windows1252(int c) {
        String meant = new String(new byte[] {(byte) c}, Characters.WINDOWS_1252);
        return meant.equals("\uFFFD") || Character.isISOControl(meant.charAt(0)) ? "" : meant;
    }

    private static boolean invisible(int c) {
        return Character.isISOControl(c)
                || (c >= 0xD800 && c <= 0xDFFF)
                || c == 0x00AD
                || c == 0x061C
                || c == 0x180E
                || (c >= 0x200B && c <= 0x200F)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2060 && c <= 0x206F)
                || c == 0xFEFF
                || c == 0xFFFE
                || c == 0xFFFF
                || (c >= 0xFFF9 && c <= 0xFFFB)
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }
}
