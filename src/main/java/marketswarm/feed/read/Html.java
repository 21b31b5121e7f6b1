package marketswarm.feed.read;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the words and the first picture out of an HTML fragment, in one pass whose time grows with the length alone. It
 * splits text from tags as the HTML standard does (§13.2.5) and builds no tree, for nothing is ever shown as markup.
 */
final class Html {

    /** Elements that part words; the others stand within a line. */
    private static final Set<String> LINES = Set.of(
            "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer"
                    .split(" "));

    private static final Set<String> MORE_LINES = Set.of(
            "form h1 h2 h3 h4 h5 h6 head header hr html li main menu nav ol p pre section table tbody td tfoot th thead tr ul"
                    .split(" "));
    /** What stands in them is for programs. */
    private static final Set<String> HIDDEN = Set.of("script", "style");

    private static final Pattern ATTRIBUTE =
            Pattern.compile("([\\w-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))");
    private static final Set<String> SOURCES = Set.of("src", "data-src", "data-lazy-src", "data-original");
    private static final int NAME_MAX = 12;

    private final String html;
    private final Words words;
    private int at;
    private @Nullable String image;
    private @Nullable String instead;

    Html(String html) {
        this.html = html;
        this.words = new Words(html.length());
    }

    Prose read() {
        int from = 0;
        while (at < html.length()) {
            char c = html.charAt(at);
            if (c != '<' && c != '&') {
                at++;
                continue;
            }
            words.add(html, from, at);
            if (c == '&') at = Entity.read(html, at, words);
            else angle();
            from = at;
        }
        words.add(html, from, html.length());
        if (words.isEmpty() && instead != null) words.add(instead, 0, instead.length());
        return new Prose(words.isEmpty() ? null : words.toString(), image);
    }

    /** A tag, a comment, or just a character. */
    private void angle() {
        char next = at + 1 < html.length() ? html.charAt(at + 1) : ' ';
        if (isLetter(next)) tag(at + 1, true);
        else if (next == '/' && at + 2 < html.length() && isLetter(html.charAt(at + 2))) tag(at + 2, false);
        else if (html.startsWith("<![CDATA[", at)) cdata();
        else if (html.startsWith("<!--", at)) at = after("-->", at + 4);
        else if (next == '!' || next == '?' || next == '/') at = after(">", at + 2);
        else words.add(html, at, ++at);
    }

    private void tag(int nameAt, boolean opens) {
        int nameEnd = nameAt;
        while (nameEnd < html.length() && isOfName(html.charAt(nameEnd))) nameEnd++;
        String name = nameEnd - nameAt > NAME_MAX
                ? ""
                : html.substring(nameAt, nameEnd).toLowerCase(Locale.ROOT);
        int end = tagEnd(nameEnd);
        if (LINES.contains(name) || MORE_LINES.contains(name)) words.space();
        if (opens && name.equals("img")) picture(html.substring(nameEnd, end));
        at = Math.min(html.length(), end + 1);
        if (opens && HIDDEN.contains(name)) at = after(name);
    }

    /** Where the tag's {@code >} is; one within a quoted value is none. */
    private int tagEnd(int from) {
        for (int i = from; i < html.length(); i++) {
            char c = html.charAt(i);
            if (c == '>') return i;
            if (c == '=') i = valueEnd(i);
        }
        return html.length();
    }

    private int valueEnd(int equals) {
        int value = equals + 1;
        while (value < html.length() && Character.isWhitespace(html.charAt(value))) value++;
        if (value == html.length() || (html.charAt(value) != '"' && html.charAt(value) != '\'')) return value - 1;
        int quote = html.indexOf(html.charAt(value), value + 1);
        return quote < 0 ? value : quote;
    }

    private void cdata() {
        int from = at + 9;
        int end = html.indexOf("]]>", from);
        words.add(html, from, end < 0 ? html.length() : end);
        at = end < 0 ? html.length() : end + 3;
    }

    private int after(String mark, int from) {
        int found = html.indexOf(mark, from);
        return found < 0 ? html.length() : found + mark.length();
    }

    /** Behind the end tag of an element that holds no markup. */
    private int after(String name) {
        for (int end = html.indexOf("</", at); end >= 0; end = html.indexOf("</", end + 2))
            if (html.regionMatches(true, end + 2, name, 0, name.length())) return after(">", end);
        return html.length();
    }

    private void picture(String tag) {
        String source = null;
        boolean pixel = false;
        Matcher attributes = ATTRIBUTE.matcher(tag);
        while (attributes.find()) {
            String name = attributes.group(1).toLowerCase(Locale.ROOT);
            String value = value(attributes);
            if (SOURCES.contains(name) && source == null && !value.startsWith("data:")) source = value;
            if (name.equals("alt") && instead == null) instead = value;
            if ((name.equals("width") || name.equals("height")) && value.matches("[01](?:px)?")) pixel = true;
        }
        if (image == null && source != null && !source.isBlank() && !pixel) image = Entity.decoded(source);
    }

    private static String value(Matcher attribute) {
        for (int group = 2; group <= 4; group++) if (attribute.group(group) != null) return attribute.group(group);
        return "";
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isOfName(char c) {
        return c != '>' && c != '/' && !Character.isWhitespace(c);
    }
}
