package marketswarm.mesh;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import marketswarm.redis.StreamEntry;

/**
 * Which log records somebody wants to see.
 *
 * @param level this one and above
 * @param services of these; empty: of all
 * @param pattern found in the record's line
 * @param except not found in it
 */
public record LogFilter(String level, Set<String> services, Predicate<String> pattern, Predicate<String> except) {

    private static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");

    public LogFilter {
        services = Set.copyOf(services);
    }

    /** @param pattern a regular expression, as is {@code except}; empty for none */
    public static LogFilter of(String level, List<String> services, String pattern, String except) {
        return new LogFilter(
                level.toUpperCase(Locale.ROOT),
                Set.copyOf(services),
                Pattern.compile(pattern).asPredicate(),
                except.isEmpty() ? line -> false : Pattern.compile(except).asPredicate());
    }

    boolean wants(StreamEntry entry) {
        String line = LogForm.line(entry);
        return isLoud(entry) && isOfThese(entry) && pattern.test(line) && !except.test(line);
    }

    private boolean isLoud(StreamEntry entry) {
        return LEVELS.indexOf(entry.fields().getOrDefault("level", "INFO")) >= LEVELS.indexOf(level);
    }

    // a process of several services names them all
    private boolean isOfThese(StreamEntry entry) {
        List<String> its = List.of(entry.fields().getOrDefault("service", "").split(",", -1));
        return services.isEmpty() || !Collections.disjoint(services, its);
    }
}
