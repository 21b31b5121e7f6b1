package marketswarm.mesh;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.UnaryOperator;
import org.slf4j.LoggerFactory;

/**
 * Collects warnings and errors for {@code log:errors:stream}. Never blocks the one who logs: what does not fit into
 * the buffer between two drains is counted and said.
 */
public final class LogShipper extends AppenderBase<ILoggingEvent> {

    private static final int BUFFER = 1_000;

    private final String service;
    private final String instance;
    private final UnaryOperator<String> redact;
    private final BlockingQueue<Map<String, String>> waiting = new ArrayBlockingQueue<>(BUFFER);
    private volatile Map<String, String> last = Map.of();
    private int lost;

    /** @param redact takes secrets out of a text */
    public LogShipper(String service, String instance, UnaryOperator<String> redact) {
        this.service = service;
        this.instance = instance;
        this.redact = redact;
        setName("log-shipper");
    }

    /** Begins to collect from all loggers of this process. */
    public LogShipper attach() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        setContext(context);
        start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(this);
        return this;
    }

    /** Collects no more. */
    public void detach() {
        ((LoggerContext) LoggerFactory.getILoggerFactory())
                .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                .detachAppender(this);
        stop();
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!event.getLevel().isGreaterOrEqual(Level.WARN)) return;
        var error = event.getThrowableProxy();
        var keys = error == null
                ? Map.<String, String>of()
                : Map.of("error", redact.apply(error.getClassName() + ": " + error.getMessage()));
        var fields = LogRecord.of(
                event.getTimeStamp(),
                service,
                instance,
                event.getLevel().toString(),
                event.getLoggerName(),
                redact.apply(event.getFormattedMessage()),
                keys);
        last = fields;
        if (!waiting.offer(fields)) lost++;
    }

    /** The newest of them, for the heartbeat: what and when; empty when there was none. */
    public Map<String, String> last() {
        Map<String, String> record = last;
        if (record.isEmpty()) return Map.of();
        return Map.of(
                "last_error", record.getOrDefault("message", ""), "last_error_ms", record.getOrDefault("ts_ms", ""));
    }

    /** What was collected since the last call, oldest first. */
    public List<Map<String, String>> drain() {
        List<Map<String, String>> records = new ArrayList<>();
        waiting.drainTo(records);
        if (lost > 0) {
            records.add(LogRecord.of(
                    System.currentTimeMillis(),
                    service,
                    instance,
                    "WARN",
                    "log-shipper",
                    lost + " records did not fit into the buffer",
                    Map.of()));
            lost = 0;
        }
        return records;
    }
}
