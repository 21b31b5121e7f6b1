package routes;

import marketswarm.analysis.MarketWork;
import org.apache.camel.builder.RouteBuilder;

/** Market events for the analyst: events → the sharp ones, each once and within the hour's limit → queue. */
public final class MarketWorkRoutes extends RouteBuilder {

    private final MarketWork work;

    public MarketWorkRoutes(MarketWork work) {
        this.work = work;
    }

    @Override
    public void configure() {
        // What happens in the market becomes work for the analyst, as news do; the group shares the events, old ones pass.
        from("redis-stream:events:market?group=vexy").routeId("vexy-market-events").routeGroup("vexy")
            .routeConfigurationId(FailurePolicy.STAYS_IN_REDIS)
            .bean(work, "unit").id("vexy-market-unit")
            .filter(body().isNotNull()).id("vexy-worth-a-look")
                .to("redis-stream:rss:queue").id("vexy-market-to-queue")
            .end();
    }
}
