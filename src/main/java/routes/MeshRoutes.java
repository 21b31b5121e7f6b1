package routes;

import marketswarm.mesh.MeshWatch;
import org.apache.camel.builder.RouteBuilder;

/** Coordination: heartbeats → state of every service. */
public final class MeshRoutes extends RouteBuilder {

    private final MeshWatch watch;

    public MeshRoutes(MeshWatch watch) {
        this.watch = watch;
    }

    @Override
    public void configure() {
        // Every registered service, looked at once a second: warming, up, late or down.
        from("timer:mesh-look?delay=0&period=1000").routeId("mesh-look").routeGroup("mesh")
            .bean(watch, "look").id("mesh-state");
    }
}
