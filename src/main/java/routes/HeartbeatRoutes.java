package routes;

import marketswarm.mesh.Heartbeats;
import marketswarm.mesh.LogShipper;
import marketswarm.truth.TruthWatch;
import org.apache.camel.builder.RouteBuilder;

/** What every process does beside its work: says that it lives, says what it warns of, notices a new truth. */
public final class HeartbeatRoutes extends RouteBuilder {

    private final Heartbeats heartbeats;
    private final LogShipper shipper;
    private final TruthWatch watch;
    private final int logEntries;

    /** @param logEntries that a log stream keeps, whether or not a logger trims it */
    public HeartbeatRoutes(Heartbeats heartbeats, LogShipper shipper, TruthWatch watch, int logEntries) {
        this.heartbeats = heartbeats;
        this.shipper = shipper;
        this.watch = watch;
        this.logEntries = logEntries;
    }

    @Override
    public void configure() {
        // The services of this process, each at the cadence that truth gives it.
        from("scheduler:heartbeat?initialDelay=0&delay=1000").routeId("heartbeat").routeGroup("mesh")
            .bean(heartbeats, "beat").id("heartbeat-beat")
            .to("redis-stream:log:heartbeats:stream?redis=#system&maxLength=" + logEntries).id("heartbeat-to-log");

        // Warnings and errors, collected where they are logged.
        from("scheduler:log-ship?initialDelay=1000&delay=1000").routeId("log-ship").routeGroup("mesh")
            .bean(shipper, "drain").id("log-collected")
            .to("redis-stream:log:errors:stream?redis=#system&maxLength=" + logEntries).id("log-to-stream");

        // A truth that was loaded is in use within a second.
        from("scheduler:truth-watch?initialDelay=1000&delay=500").routeId("truth-watch").routeGroup("mesh")
            .bean(watch, "look").id("truth-look");
    }
}
