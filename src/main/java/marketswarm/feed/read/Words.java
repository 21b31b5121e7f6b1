package marketswarm.feed.read;

/**
 * Text as it grows: single spaces, without controls, zero-width and bidi characters (they hide words from readers and
 * programs).
 */
final class Words {

    /** The first letter of the scripts from Arabic on. */
    private static final char FIRST_JOINED = 0x0600;

    private final StringBuilder out;
    private boolean spaced;

    Words(int expected) {
        this.out = new StringBuilder(expected);
    }

    /** @param from the first, {@code to} after the last character */
    void add(CharSequence text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c > ' ' && c < 0x7f) {
                plain(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text.charAt(i + 1))) {
                other(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                other(c);
            }
        }
    }

    void add(int codePoint) {
        if (codePoint > ' ' && codePoint < 0x7f) plain((char) codePoint);
        else other(codePoint);
    }

    /** Parts what comes from what was; at the beginning and the end there is none. */
    void space() {
        spaced = true;
    }

    boolean isEmpty() {
        return out.isEmpty();
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void plain(char c) {
        part();
        out.append(c);
    }

    private void other(int c) {
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            spaced = true;
        } else if (c >= 0x80 && c <= 0x9f) {
            String meant = windows1252(c);
            if (!meant.isEmpty()) part();
            out.append(meant);
        } else if (isJoiner(c) ? joins() : !isInvisible(c)) {
            part();
            out.appendCodePoint(c);
        }
    }

    private void part() {
        if (spaced && !out.isEmpty()) out.append(' ');
        spaced = false;
    }

    /** Numbers of C1 controls in feeds are always meant as windows-1252; five of them are unassigned there. */
    private static String windows1252(int c) {
        String meant = new String(new byte[] {(byte) c}, Characters.WINDOWS_1252);
        return meant.equals("\uFFFD") || Character.isISOControl(meant.charAt(0)) ? "" : meant;
    }

    private static boolean isJoiner(int c) {
        return c == 0x200C || c == 0x200D;
    }

    /** Persian, Hindi and emoji are spelt with joiners; between other letters they only hide words. */
    private boolean joins() {
        return !spaced && !out.isEmpty() && out.charAt(out.length() - 1) >= FIRST_JOINED;
    }

    private static boolean isInvisible(int c) {
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
