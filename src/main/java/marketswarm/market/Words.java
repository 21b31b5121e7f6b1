package marketswarm.market;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Remembers words that come again and again, so that a symbol costs no new string a tick. A direct-mapped table: its
 * memory is bounded (very long ones are not remembered), and words that share a place merely push each other out. For one thread at a time.
 */
public final class Words {

    private static final int SIZE = 1 << 13;
    private static final int LONGEST = 128;

    private final String[] raw = new String[SIZE];
    private final String[] meant = new String[SIZE];
    private final UnaryOperator<String> meaning;

    /** @param meaning asked once for a word that is not remembered; the empty string where it means nothing */
    public Words(UnaryOperator<String> meaning) {
        this.meaning = meaning;
    }

    public String of(char[] text, int from, int length) {
        if (length > LONGEST) return meaning.apply(new String(text, from, length));
        int hash = 0;
        for (int i = from; i < from + length; i++) hash = 31 * hash + text[i];
        int place = (hash ^ hash >>> 13) & SIZE - 1;
        if (!same(raw[place], text, from, length)) {
            raw[place] = new String(text, from, length);
            meant[place] = meaning.apply(raw[place]);
        }
        return meant[place];
    }

    private static boolean same(@Nullable String known, char[] text, int from, int length) {
        if (known == null || known.length() != length) return false;
        for (int i = 0; i < length; i++) if (known.charAt(i) != text[from + i]) return false;
        return true;
    }
}
