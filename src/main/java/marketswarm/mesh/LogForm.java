package marketswarm.mesh;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import marketswarm.redis.Json;
import marketswarm.redis.Position;
import marketswarm.redis.StreamEntry;

/** How a log record is printed: for programs or for people, always on one line. */
public enum LogForm {
    JSON,
    TEXT;

    private static final Set<String> NAMED = Set.of("ts_ms", "service", "instance", "level", "message");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    public static LogForm of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String print(StreamEntry entry) {
        return this == TEXT ? line(entry) : json(entry);
    }

    /** When, how loud, who, what, and whatever else it says. */
    static String line(StreamEntry entry) {
        Map<String, String> fields = entry.fields();
        String when = fields.getOrDefault("ts_ms", "");
        long ms = when.matches("\\d{1,15}")
                ? Long.parseLong(when)
                : Position.of(entry).ms();
        String rest = fields.entrySet().stream()
                .filter(field -> !NAMED.contains(field.getKey()))
                .map(field -> " " + field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining());
        String who = fields.getOrDefault("service", "") + "/" + fields.getOrDefault("instance", "");
        String line = Instant.ofEpochMilli(ms) + " " + "%-5s".formatted(fields.getOrDefault("level", "INFO")) + " "
                + who + " " + fields.getOrDefault("message", "") + rest;
        return CONTROL.matcher(line).replaceAll(" ");
    }

    private static String json(StreamEntry entry) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("channel", channel(entry));
        line.putAll(entry.fields());
        return Json.write(line);
    }

    private static String channel(StreamEntry entry) {
        return entry.key().replaceFirst("^log:(.*):stream$", "$1");
    }
}
