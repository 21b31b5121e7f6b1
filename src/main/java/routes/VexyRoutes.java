package routes;

import marketswarm.analysis.AnalysisFailed;
import marketswarm.analysis.Desk;
import marketswarm.truth.Services.Mapping;
import org.apache.camel.builder.RouteBuilder;

/** Analyses: queue → load item → market context → analyst → analysis, index, event and acknowledgement in one step. */
public final class VexyRoutes extends RouteBuilder {

    private final Desk desk;
    private final ModelTransport model;
    private final ModelKey key;
    private final Mapping truth;

    public VexyRoutes(Desk desk, ModelTransport model, ModelKey key, Mapping truth) {
        this.desk = desk;
        this.model = model;
        this.key = key;
        this.truth = truth;
    }

    @Override
    public void configure() {
        model.setCamelContext(getContext());

        // Every queued item once: opened with the prices of its symbols, analyzed, kept; a failure waits or is buried.
        from("redis-stream:rss:queue?group=vexy&acknowledge=false&count=1"
            + "&concurrentConsumers={{truth:components." + truth.component() + ".concurrency}}")
            .routeId("vexy-analyze").routeGroup("vexy").routeConfigurationId(FailurePolicy.STAYS_IN_REDIS)
            .bean(desk, "open").id("vexy-load-item")
            .filter(body().isNotNull()).id("vexy-not-yet-analyzed")
                .doTry()
                    .bean(desk, "analyze").id("vexy-analyst")
                    .bean(desk, "keep").id("vexy-keep")
                .doCatch(AnalysisFailed.class)
                    .bean(desk, "failed(${body}, ${exception})").id("vexy-retry-or-bury")
                .end()
            .end();

        // What failed and has waited long enough goes back into the queue.
        from("redis-due:rss:queue:retry").routeId("vexy-retry").routeGroup("vexy")
            .routeConfigurationId(FailurePolicy.STAYS_IN_REDIS)
            .bean(desk, "again").id("vexy-work-unit")
            .to("redis-stream:rss:queue").id("vexy-to-queue");

        // One call of the model, within time and size. The key is read at this moment, and is gone again afterwards.
        bindToRegistry("modelHangUp", new HangUp());
        from("direct:vexy-model").routeId("vexy-model").routeGroup("vexy")
            .errorHandler(noErrorHandler()).streamCache(false)
            .bean(key, "show").id("vexy-show-key")
            .to("http:model?httpMethod=POST&throwExceptionOnFailure=false&disableStreamCache=true"
                + "&httpClientConfigurer=#modelHangUp&connectTimeout=5000"
                + "&responseTimeout={{truth:components." + truth.component() + ".timeout_sec}}000").id("vexy-call")
            .bean(key, "hide").id("vexy-hide-key")
            .transform().method(model, "withinBounds").id("vexy-within-bounds");

        // Expired analyses leave the index, a part of it at a time.
        from("timer:vexy-sweep?period=60000&delay=60000").routeId("vexy-sweep").routeGroup("vexy")
            .bean(desk, "sweep").id("vexy-sweep-index");
    }
}
