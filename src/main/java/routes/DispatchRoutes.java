package routes;

import java.util.List;
import marketswarm.mesh.Dispatcher;
import marketswarm.redis.Keys;
import org.apache.camel.builder.RouteBuilder;

/** Commands: the dispatch queues that truth names → the services that they are for. */
public final class DispatchRoutes extends RouteBuilder {

    private final List<String> queues;
    private final Dispatcher dispatcher;

    public DispatchRoutes(List<String> queues, Dispatcher dispatcher) {
        this.queues = queues;
        this.dispatcher = dispatcher;
    }

    @Override
    public void configure() {
        // Each command once, by whichever coordinator is free, to the service that it names.
        for (String queue : queues)
            from("redis-stream:" + Keys.DISPATCH.of(queue) + "?redis=#system&group=dispatch&claimIdle=15000")
                .routeId("dispatch-" + queue).routeGroup("mesh").routeConfigurationId(FailurePolicy.STAYS_IN_REDIS)
                .bean(dispatcher, "pass").id("dispatch-pass-" + queue);
    }
}
