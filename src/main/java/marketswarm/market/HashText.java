package marketswarm.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers out of what anybody may have written, a HASH or a REST answer: what is none counts as absent. */
public final class HashText {

    private static final int MAX_DIGITS = 64;
    /** So many digits fit into a long for sure. */
    private static final int SHORT = 18;

    private HashText() {}

    public static @Nullable BigDecimal decimal(@Nullable String text) {
        try {
            return text == null || text.length() > 2 * MAX_DIGITS ? null : reasonable(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    public static @Nullable BigDecimal decimal(char[] text, int from, int length) {
        BigDecimal plain = length <= SHORT ? plain(text, from, length) : null;
        if (plain != null) return plain;
        try {
            return reasonable(new BigDecimal(text, from, length));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Digits with at most one point among them, as nearly all are; the same as BigDecimal makes of them, sooner. */
    private static @Nullable BigDecimal plain(char[] text, int from, int length) {
        long unscaled = 0;
        int point = -1;
        for (int i = 0; i < length; i++) {
            char c = text[from + i];
            if (c >= '0' && c <= '9') unscaled = 10 * unscaled + c - '0';
            else if (c == '.' && point < 0) point = i;
            else return null;
        }
        if (length <= (point < 0 ? 0 : 1)) return null;
        return BigDecimal.valueOf(unscaled, point < 0 ? 0 : length - 1 - point);
    }

    public static @Nullable BigDecimal decimal(JsonNode value) {
        return value.isNumber() ? reasonable(value.decimalValue()) : decimal(value.textValue());
    }

    /** Absent where its plain text would fill the memory. */
    static @Nullable BigDecimal reasonable(BigDecimal value) {
        boolean huge = Math.abs((long) value.scale()) > MAX_DIGITS || value.precision() > MAX_DIGITS;
        return huge ? null : value;
    }

    public static long whole(@Nullable String text) {
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
