package marketswarm.truth;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import java.util.Objects;

/** One line an event on the console, without secrets. In Java: the same read from XML makes every start longer. */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class ConsoleLog extends ContextAwareBase implements Configurator {

    private static final Map<String, Level> QUIET = Map.of(
            "io.vertx", Level.WARN,
            "io.netty", Level.WARN,
            // whoever comes while the gateway stops finds nobody
            "io.netty.bootstrap.ServerBootstrap", Level.ERROR,
            "org.apache.camel", Level.WARN,
            // tells of every client for a cluster that it looks where the slots are, and goes on when it cannot
            "redis.clients.jedis.JedisClusterInfoCache", Level.ERROR,
            // what Redisson cannot do it throws as well; two processes that fill one window try again
            "org.redisson", Level.OFF,
            "org.apache.camel.component.redis", Level.ERROR,
            // an idle connection that has died is replaced; whoever needs Redis says when it is away
            "redis.clients.jedis.ConnectionFactory", Level.ERROR,
            // Camel registers its gauges once a context and route policy; the second time is refused with a warning
            "io.micrometer", Level.ERROR,
            // says of a role that was taken at the first attempt that there is no budget for a second
            "org.apache.camel.support.task.BackgroundTask", Level.ERROR);

    @Override
    public ExecutionStatus configure(LoggerContext logging) {
        Logger root = logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(console(logging));
        QUIET.forEach((name, level) -> logging.getLogger(name).setLevel(level));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext logging) {
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(logging);
        encoder.setLayout(line(logging));
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(logging);
        console.setName("console");
        console.setEncoder(encoder);
        console.start();
        return console;
    }

    private static PatternLayout line(LoggerContext logging) {
        String service = Objects.requireNonNullElse(System.getenv("SERVICE_ID"), "marketswarm")
                .replaceAll("[^\\w-]", "");
        PatternLayout line = new PatternLayout();
        line.setContext(logging);
        line.getInstanceConverterMap().put("redacted", RedactingConverter::new);
        line.getInstanceConverterMap().put("redactedEx", RedactingThrowableConverter::new);
        line.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level " + service + "/%logger{0} %redacted%n%redactedEx");
        line.start();
        return line;
    }
}
