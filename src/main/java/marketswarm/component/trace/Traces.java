package marketswarm.component.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Spans of items, on their way to a collector. What cannot be sent is dropped and told, and holds up nobody. */
public final class Traces implements AutoCloseable {

    private static final Duration SENT_EVERY = Duration.ofSeconds(1);
    private static final long LAST_ONES_WITHIN_MS = 1_000;
    private static final String PATH = "/v1/traces";

    private final ItemIds ids = new ItemIds();
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /**
     * One span.
     *
     * @param first whether the item comes into being with it
     * @param trouble what went wrong; empty when nothing did
     */
    record Hop(
            String uid,
            boolean first,
            String name,
            SpanKind kind,
            long startMs,
            Map<String, String> attributes,
            String trouble) {}

    /**
     * @param url of the collector, OTLP over HTTP
     * @param authorization what the collector wants to hear, asked for each time; empty where it wants nothing
     * @param ratio of the items that are traced; the same ones in every service
     * @param who attributes of this process, as OpenTelemetry names them
     */
    public Traces(String url, Supplier<Optional<String>> authorization, double ratio, Map<String, String> who) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(url.replaceFirst("/$", "") + PATH)
                .setHeaders(() -> authorization
                        .get()
                        .map(value -> Map.of("Authorization", value))
                        .orElseGet(Map::of))
                .setTimeout(Duration.ofSeconds(5))
                .build();
        var resource = Attributes.builder();
        who.forEach(resource::put);
        provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setSampler(Sampler.traceIdRatioBased(ratio))
                .setResource(Resource.create(resource.build()))
                .addSpanProcessor(BatchSpanProcessor.builder(new ToldExporter(exporter, url))
                        .setScheduleDelay(SENT_EVERY)
                        .build())
                .build();
        tracer = provider.get("marketswarm");
    }

    /** Ends now. */
    void record(Hop hop) {
        if (hop.first())
            ids.first(hop.uid(), () -> end(hop, tracer.spanBuilder(hop.name()).setNoParent()));
        else end(hop, tracer.spanBuilder(hop.name()).setParent(below(hop.uid())));
    }

    private static Context below(String uid) {
        SpanContext first = SpanContext.createFromRemoteParent(
                ItemIds.traceId(uid), ItemIds.firstSpanId(uid), TraceFlags.getSampled(), TraceState.getDefault());
        return Context.root().with(Span.wrap(first));
    }

    private static void end(Hop hop, SpanBuilder builder) {
        Span span = builder.setSpanKind(hop.kind())
                .setStartTimestamp(hop.startMs(), TimeUnit.MILLISECONDS)
                .startSpan();
        span.setAttribute("marketswarm.uid", hop.uid());
        hop.attributes().forEach(span::setAttribute);
        if (!hop.trouble().isEmpty()) span.setStatus(StatusCode.ERROR, hop.trouble());
        span.end();
    }

    /** Sends what is left. */
    @Override
    public void close() {
        provider.shutdown().join(LAST_ONES_WITHIN_MS, TimeUnit.MILLISECONDS);
    }
}
