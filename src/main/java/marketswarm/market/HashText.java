package marketswarm.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers out of what anybody may have written, a HASH or a REST answer: what is none counts as absent. */
final class HashText {

    private static final int MAX_DIGITS = 64;

    private HashText() {}

    static @Nullable BigDecimal decimal(@Nullable String text) {
        try {
            return text == null || text.length() > 2 * MAX_DIGITS ? null : reasonable(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static @Nullable BigDecimal decimal(JsonNode value) {
        return value.isNumber() ? reasonable(value.decimalValue()) : decimal(value.textValue());
    }

    /** Absent where its plain text would fill the memory. */
    static @Nullable BigDecimal reasonable(BigDecimal value) {
        boolean huge = Math.abs((long) value.scale()) > MAX_DIGITS || value.precision() > MAX_DIGITS;
        return huge ? null : value;
    }

    static long whole(@Nullable String text) {
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
