package marketswarm.redis;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a Redis stream, read or about to be written.
 *
 * @param key the stream
 * @param id {@code <ms>-<seq>}; absent until Redis has given one
 */
public record StreamEntry(String key, @Nullable String id, Map<String, String> fields) {

    /** An entry that Redis shall give an id. */
    public static StreamEntry of(String key, Map<String, String> fields) {
        return new StreamEntry(key, null, fields);
    }

    /** A field that must be there. */
    public String field(String name) {
        String value = fields.get(name);
        if (value == null) throw new IllegalArgumentException(key + " " + id + ": field " + name + " is missing");
        return value;
    }
}
