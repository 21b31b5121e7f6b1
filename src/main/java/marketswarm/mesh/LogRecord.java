package marketswarm.mesh;

import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of one entry of {@code log:<channel>:stream}. */
public final class LogRecord {

    private LogRecord() {}

    /** @param keys further fields; none of them replaces one of the first six */
    public static Map<String, String> of(
            long tsMs,
            String service,
            String instance,
            String level,
            String logger,
            String message,
            Map<String, String> keys) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("ts_ms", String.valueOf(tsMs));
        fields.put("service", service);
        fields.put("instance", instance);
        fields.put("level", level);
        fields.put("logger", logger);
        fields.put("message", message);
        keys.forEach(fields::putIfAbsent);
        return fields;
    }
}
