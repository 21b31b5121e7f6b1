package marketswarm.market;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers out of a HASH that anybody may have written to: what is none counts as absent. */
final class HashText {

    private HashText() {}

    static @Nullable BigDecimal decimal(@Nullable String text) {
        try {
            return text == null ? null : new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static long whole(@Nullable String text) {
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
