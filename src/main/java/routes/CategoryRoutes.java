package routes;

import java.util.function.IntSupplier;
import marketswarm.component.redisdue.RedisDueConstants;
import marketswarm.feed.FeedDesk;
import org.apache.camel.builder.RouteBuilder;

/** The feeds of one category as they fall due. */
public final class CategoryRoutes extends RouteBuilder {

    private final String category;
    private final FeedDesk desk;
    private final IntSupplier atOnce;

    /** @param atOnce feeds that are fetched at the same time, asked each time */
    public CategoryRoutes(String category, FeedDesk desk, IntSupplier atOnce) {
        this.category = category;
        this.desk = desk;
        this.atOnce = atOnce;
    }

    @Override
    public void configure() {
        // A few at a time; any number of instances share the schedule, and each feed is polled by one of them. A feed whose
        // host is not to be asked now falls due again when it is.
        bindToRegistry("atOnce-" + category, atOnce);
        from("redis-due:rss:schedule?prefix=RAW(" + category + "|)&lease=120000&concurrency=#atOnce-" + category)
            .routeId("rss-" + category).routeGroup("rss").routeConfigurationId(FailurePolicy.STAYS_IN_REDIS)
            .bean(desk, "open").id("rss-" + category + "-host")
            .choice()
                .when(simple("${body.turnedAway}"))
                    .setBody(simple("${body.againMs}"))
                .otherwise()
                    .to("direct:rss-poll")
            .end()
            .setHeader(RedisDueConstants.NEXT, simple("${body}")).id("rss-" + category + "-next");
    }
}
