package marketswarm.admin;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import marketswarm.redis.Position;
import marketswarm.redis.StreamEntry;
import picocli.CommandLine.Help.Ansi;

/** A log record as one line: when, how loud, who, what, and whatever else it says. */
final class LogLine {

    private static final Set<String> NAMED = Set.of("ts_ms", "service", "instance", "level", "logger", "message");

    private LogLine() {}

    static String of(StreamEntry entry, Ansi ansi) {
        Map<String, String> fields = entry.fields();
        long ms = ServiceLook.number(fields, "ts_ms", Position.of(entry).ms());
        String level = fields.getOrDefault("level", "INFO");
        String rest = fields.entrySet().stream()
                .filter(field -> !NAMED.contains(field.getKey()))
                .map(field -> " " + field.getKey() + "=" + Words.plain(field.getValue()))
                .collect(Collectors.joining());
        String who = fields.getOrDefault("service", "") + "/" + fields.getOrDefault("instance", "");
        String what = fields.getOrDefault("logger", "") + ": " + fields.getOrDefault("message", "");
        return Instant.ofEpochMilli(ms) + " " + Cell.paint(colour(level), "%-5s".formatted(Words.plain(level)), ansi)
                + " " + Words.plain(who + " " + what) + rest;
    }

    private static Cell colour(String level) {
        return switch (level) {
            case "ERROR" -> Cell.bad(level);
            case "WARN" -> Cell.doubtful(level);
            default -> Cell.good(level);
        };
    }
}
