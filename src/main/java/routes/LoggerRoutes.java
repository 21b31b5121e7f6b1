package routes;

import java.util.List;
import marketswarm.mesh.LogPrinter;
import marketswarm.redis.Keys;
import org.apache.camel.builder.RouteBuilder;

/** Logs: the channels that truth names → one line a record. */
public final class LoggerRoutes extends RouteBuilder {

    private final List<String> channels;
    private final LogPrinter printer;

    public LoggerRoutes(List<String> channels, LogPrinter printer) {
        this.channels = channels;
        this.printer = printer;
    }

    @Override
    public void configure() {
        // What all services tell, in the order in which it was told.
        from("redis-stream:" + String.join(",", channels.stream().map(channel -> Keys.LOG.of(channel)).toList()) + "?redis=#system").routeId("log-follow").routeGroup("mesh")
            .bean(printer, "print").id("log-print");
    }
}
