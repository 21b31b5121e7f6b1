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
        // Of several coordinators one looks, once a second, at every registered service: warming, up, late, down, flapping.
        from("master:" + MeshWatch.ROLE + ":scheduler:mesh-look?initialDelay=0&delay=1000").routeId("mesh-look").routeGroup("mesh")
            .bean(watch, "look").id("mesh-state");
    }
}
