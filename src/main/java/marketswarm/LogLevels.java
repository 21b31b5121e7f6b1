package marketswarm;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** How much this process logs, as truth says; a logger that truth no longer names is as it was before. */
final class LogLevels implements AutoCloseable {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LogLevels.class);

    private final LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Map<String, Optional<Level>> before = new HashMap<>();

    /** @param wanted level by logger; {@code root} is the one that all others inherit from */
    synchronized void set(Map<String, String> wanted) {
        before.entrySet().removeIf(known -> {
            if (wanted.containsKey(known.getKey())) return false;
            change(known.getKey(), known.getValue());
            return true;
        });
        wanted.forEach((name, level) -> {
            before.computeIfAbsent(name, n -> Optional.ofNullable(logger(n).getLevel()));
            change(name, Optional.of(Level.toLevel(level)));
        });
    }

    private void change(String name, Optional<Level> level) {
        Logger logger = logger(name);
        if (level.equals(Optional.ofNullable(logger.getLevel()))) return;
        logger.setLevel(level.orElse(null));
        LOG.info("marketswarm: log level logger={} level={}", name, logger.getEffectiveLevel());
    }

    private Logger logger(String name) {
        return logging.getLogger(name);
    }

    @Override
    public void close() {
        set(Map.of());
    }
}
