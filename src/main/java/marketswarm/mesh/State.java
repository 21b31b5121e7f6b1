package marketswarm.mesh;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a service is, or one instance of it. */
public enum State {
    /** It is registered and not expected yet, or it is starting. */
    WARMING,
    UP,
    /** It lives, but its heartbeat or its work is behind, or it says what keeps it from working. */
    LATE,
    DOWN,
    /** It fell several times within a short time; how it is at the moment says little. */
    FLAPPING;

    @JsonCreator
    public static State of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isAlive() {
        return this == UP || this == LATE;
    }
}
