package routes;

import java.util.List;
import marketswarm.analysis.briefing.Briefings;
import marketswarm.component.aggregation.KeptGroups;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.AggregateController;
import org.apache.camel.processor.aggregate.DefaultAggregateController;

/** Briefings: analyses → gathered by category and window → one digest, told when its window is over. */
public final class BriefingRoutes extends RouteBuilder {

    private final Briefings briefings;
    private final KeptGroups windows;
    private final AggregateController gathered = new DefaultAggregateController();

    public BriefingRoutes(Briefings briefings, KeptGroups windows) {
        this.briefings = briefings;
        this.windows = windows;
    }

    @Override
    public void configure() {
        // Every analysis into the window of its category, in Redis: a crash loses no half-gathered window.
        from("redis-stream:events:analysis?group=briefings").routeId("vexy-briefings").routeGroup("vexy")
            .routeConfigurationId(FailurePolicy.STAYS_IN_REDIS)
            .bean(briefings, "source").id("vexy-briefing-source")
            .filter(body().isNotNull())
                .aggregate(simple("${body.key}"), AggregationStrategies.bean(briefings, "gather"))
                    .aggregationRepository(windows).optimisticLocking().aggregateController(gathered)
                    .completionPredicate(constant(false)).id("vexy-gather")
                    .bean(briefings, "digest").id("vexy-digest")
                    .to("redis-stream:events:briefings?writer=#vexyBriefings").id("vexy-tell")
                .end()
            .end();

        // A window that is over is complete, whoever has filled it and whether or not he still lives.
        from("scheduler:vexy-windows?delay=1000").routeId("vexy-windows").routeGroup("vexy")
            .process(exchange -> complete()).id("vexy-complete-windows");
    }

    private void complete() {
        List<String> over = briefings.over(windows.getKeys());
        over.forEach(gathered::forceCompletionOfGroup);
    }
}
