package routes;

import java.util.List;
import java.util.stream.Collectors;
import marketswarm.mesh.LogPrinter;
import marketswarm.mesh.LogRetention;
import marketswarm.redis.Keys;
import org.apache.camel.builder.RouteBuilder;

/** Logs: the channels that truth names → one line a record; and how long the log streams are kept. */
public final class LoggerRoutes extends RouteBuilder {

    /** Held by the logger that prints. */
    private static final String ROLE = "master:logger:";

    private final List<String> channels;
    private final LogPrinter printer;
    private final LogRetention retention;

    public LoggerRoutes(List<String> channels, LogPrinter printer, LogRetention retention) {
        this.channels = channels;
        this.printer = printer;
        this.retention = retention;
    }

    @Override
    public void configure() {
        String streams = channels.stream().map(Keys.LOG::of).collect(Collectors.joining(","));

        // What all services tell, in the order in which it was told; the next logger goes on where this one stopped.
        from(ROLE + "redis-stream:" + streams + "?redis=#system&placeKey=" + Keys.LOGGER_PLACE.key()).routeId("log-follow").routeGroup("mesh")
            .bean(printer, "print").id("log-print");

        // The log streams keep what truth says, whoever wrote them.
        from(ROLE + "scheduler:log-trim?initialDelay=0&delay=60000").routeId("log-trim").routeGroup("mesh")
            .bean(retention, "trim").id("log-trimmed");
    }
}
