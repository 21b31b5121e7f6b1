package routes;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;
import marketswarm.analysis.AnalysisStore;
import marketswarm.analysis.Desk;
import marketswarm.analysis.Job;
import marketswarm.analysis.Retries;
import marketswarm.component.fetch.HangUp;
import marketswarm.truth.Services.Mapping;
import org.apache.camel.builder.RouteBuilder;

/** Analyses: queue → load item → market context → analyst → analysis, index, event and acknowledgement in one step. */
public final class VexyRoutes extends RouteBuilder {

    private final Desk desk;
    private final AnalysisStore store;
    private final Retries retries;
    private final ModelTransport model;
    private final ModelKey key;
    private final CostMeters costs;
    private final IntSupplier atOnce;
    private final Mapping truth;

    /** @param atOnce items that are analyzed at the same time, asked again and again */
    public VexyRoutes(
            Desk desk, AnalysisStore store, Retries retries, ModelTransport model, ModelKey key, CostMeters costs,
            IntSupplier atOnce, Mapping truth) {
        this.desk = desk;
        this.store = store;
        this.retries = retries;
        this.model = model;
        this.key = key;
        this.costs = costs;
        this.atOnce = atOnce;
        this.truth = truth;
    }

    @Override
    public void configure() {
        model.setCamelContext(getContext());
        costs.bindTo(getContext().getRegistry().findSingleByType(MeterRegistry.class));

        bindToRegistry("vexyAtOnce", atOnce);

        // Every queued item once, opened with the prices of its symbols: what comes of it is kept with its acknowledgement.
        from("redis-stream:rss:queue?group=vexy&acknowledge=false&reader=#vexyDesk&placeKey=rss:queue:finished"
            + "&concurrency=#vexyAtOnce"
            + "&claimIdle={{truth:components." + truth.component() + ".lease_sec}}000")
            .routeId("vexy-analyze").routeGroup("vexy").routeConfigurationId(FailurePolicy.KEEPS_ITS_RESULT)
            .transform().body(Job.class, desk::analyze).id("vexy-analyst")
            .to("redis-stream:events:analysis?writer=#vexyStore&gather=true").id("vexy-keep-retry-or-bury");

        // What failed and has waited long enough goes back into the queue.
        from("scheduler:vexy-retry?delay=500").routeId("vexy-retry").routeGroup("vexy")
            .bean(retries, "requeue").id("vexy-to-queue");

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
        from("scheduler:vexy-sweep?initialDelay=60000&delay=60000").routeId("vexy-sweep").routeGroup("vexy")
            .bean(store, "sweep").id("vexy-sweep-index");
    }
}
