package routes;

import marketswarm.mesh.Commands;
import marketswarm.redis.Keys;
import org.apache.camel.builder.RouteBuilder;

/** Commands to one service → done by one of its instances, with an answer. */
public final class CommandRoutes extends RouteBuilder {

    private final String service;
    private final Commands commands;

    public CommandRoutes(String service, Commands commands) {
        this.service = service;
        this.commands = commands;
    }

    @Override
    public void configure() {
        // One command after the other, each by the instance that is free; of one that ends meanwhile another takes it over.
        from("redis-stream:" + Keys.COMMANDS.of(service) + "?redis=#system&group=instances&count=1&claimIdle=30000")
            .routeId(service + "-commands").routeGroup("mesh").routeConfigurationId(FailurePolicy.STAYS_IN_REDIS)
            .bean(commands, "run").id(service + "-command-done");
    }
}
