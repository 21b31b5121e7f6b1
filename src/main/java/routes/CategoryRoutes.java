package routes;

import marketswarm.component.redisdue.RedisDueConstants;
import marketswarm.truth.Services.Mapping;
import org.apache.camel.builder.RouteBuilder;

/** The feeds of one category as they fall due. */
public final class CategoryRoutes extends RouteBuilder {

    private final String category;
    private final Mapping truth;

    public CategoryRoutes(String category, Mapping truth) {
        this.category = category;
        this.truth = truth;
    }

    @Override
    public void configure() {
        // A few at a time; any number of instances share the schedule, and each feed is polled by one of them.
        from("redis-due:rss:schedule?prefix=RAW(" + category + "|)&lease=120000"
            + "&concurrentConsumers={{truth:components." + truth.component() + ".concurrency_per_category}}")
            .routeId("rss-" + category).routeGroup("rss").routeConfigurationId(FailurePolicy.STAYS_IN_REDIS)
            .to("direct:rss-poll")
            .setHeader(RedisDueConstants.NEXT, simple("${body}")).id("rss-" + category + "-next");
    }
}
