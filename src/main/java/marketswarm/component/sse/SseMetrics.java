package marketswarm.component.sse;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import marketswarm.gateway.GatewayStats;
import marketswarm.gateway.Hub;

/** The hub's counters beside Camel's own meters, under {@code marketswarm.gateway}. */
final class SseMetrics {

    private final MeterRegistry registry;
    private final Hub hub;

    private SseMetrics(MeterRegistry registry, Hub hub) {
        this.registry = registry;
        this.hub = hub;
    }

    static void bind(MeterRegistry registry, Hub hub) {
        SseMetrics metrics = new SseMetrics(registry, hub);
        metrics.gauge("clients", "connected now", GatewayStats::clients);
        metrics.gauge("lag.ms", "between an entry's time in Redis and its being handed out", GatewayStats::lagMs);
        metrics.counter("events", "sent, counted once a client", GatewayStats::events);
        metrics.counter("bytes", "sent in events", GatewayStats::bytes);
        metrics.counter("conflated", "replaced by a newer one before a slow client got them", GatewayStats::conflated);
        metrics.counter("gaps", "resumes that could not be continued", GatewayStats::gaps);
        metrics.counter("refused", "connections told to come back later", GatewayStats::refused);
    }

    private void gauge(String name, String description, ToDoubleFunction<GatewayStats> value) {
        Gauge.builder("marketswarm.gateway." + name, hub, it -> value.applyAsDouble(it.stats()))
                .description(description)
                .register(registry);
    }

    private void counter(String name, String description, ToDoubleFunction<GatewayStats> value) {
        FunctionCounter.builder("marketswarm.gateway." + name, hub, it -> value.applyAsDouble(it.stats()))
                .description(description)
                .register(registry);
    }
}
