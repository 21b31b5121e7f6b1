package routes;

import java.util.List;
import marketswarm.mesh.Heartbeat;
import marketswarm.mesh.LogShipper;
import org.apache.camel.builder.RouteBuilder;

/** What every process tells of itself: that it lives and what it has done, and what it warns of. */
public final class HeartbeatRoutes extends RouteBuilder {

    private static final int LOG_ENTRIES = 10_000;

    private final List<Heartbeat> heartbeats;
    private final LogShipper shipper;

    public HeartbeatRoutes(List<Heartbeat> heartbeats, LogShipper shipper) {
        this.heartbeats = heartbeats;
        this.shipper = shipper;
    }

    @Override
    public void configure() {
        // Every service of this process, at the cadence that truth gives it.
        for (Heartbeat heartbeat : heartbeats)
            from("timer:heartbeat-" + heartbeat.service() + "?delay=0&period=" + heartbeat.seconds() + "000")
                .routeId("heartbeat-" + heartbeat.service()).routeGroup("mesh")
                .bean(heartbeat, "beat").id("heartbeat-" + heartbeat.service() + "-beat")
                .to("redis-stream:log:heartbeats:stream?redis=#system&maxLength=" + LOG_ENTRIES)
                    .id("heartbeat-" + heartbeat.service() + "-to-log");

        // Warnings and errors, collected where they are logged.
        from("timer:log-ship?delay=1000&period=1000").routeId("log-ship").routeGroup("mesh")
            .bean(shipper, "drain").id("log-collected")
            .to("redis-stream:log:errors:stream?redis=#system&maxLength=" + LOG_ENTRIES).id("log-to-stream");
    }
}
