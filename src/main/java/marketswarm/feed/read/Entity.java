package marketswarm.feed.read;

import org.jsoup.nodes.Entities;

/** Character references of HTML, named and numbered. */
final class Entity {

    private static final int NAME_MAX = 32;

    private Entity() {}

    /**
     * Decodes the reference that begins at an ampersand; what is none is taken as it stands.
     *
     * @return where the text goes on
     */
    static int read(String html, int ampersand, Words out) {
        boolean numbered = html.startsWith("&#", ampersand);
        int from = ampersand + (numbered ? 2 : 1);
        int end = from;
        while (end < html.length() && end - from < NAME_MAX && Character.isLetterOrDigit(html.charAt(end))) end++;
        String name = html.substring(from, end);
        boolean ended = end < html.length() && html.charAt(end) == ';';
        String meant = numbered ? numbered(name) : named(name, ended);
        if (meant.isEmpty() && !numbered) {
            out.add('&');
            return ampersand + 1;
        }
        out.add(meant, 0, meant.length());
        return ended ? end + 1 : end;
    }

    /** For the value of an attribute. */
    static String decoded(String value) {
        if (value.indexOf('&') < 0) return value;
        var out = new Words(value.length());
        for (int at = 0; at < value.length(); ) {
            if (value.charAt(at) == '&') at = read(value, at, out);
            else out.add(value, at, ++at);
        }
        return out.toString();
    }

    /** Some names are good without the semicolon, for history's sake. */
    private static String named(String name, boolean ended) {
        return ended || Entities.isBaseNamedEntity(name) ? Entities.getByName(name) : "";
    }

    /** Nothing for a number that is no character. */
    private static String numbered(String digits) {
        boolean hex = !digits.isEmpty() && (digits.charAt(0) == 'x' || digits.charAt(0) == 'X');
        try {
            int number = Integer.parseInt(hex ? digits.substring(1) : digits, hex ? 16 : 10);
            return Character.isValidCodePoint(number) ? Character.toString(number) : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }
}
