package marketswarm;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.function.ToDoubleFunction;
import marketswarm.mesh.Work;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** What every service has in common for Prometheus: work done, work waiting, whether it is in trouble. */
final class WorkMeters {

    private final MeterRegistry meters;
    private final Service service;

    private WorkMeters(MeterRegistry meters, Service service) {
        this.meters = meters;
        this.service = service;
    }

    static void bind(CamelContext camel, List<Service> services) {
        @Nullable MeterRegistry meters = camel.getRegistry().findSingleByType(MeterRegistry.class);
        if (meters != null) services.forEach(service -> new WorkMeters(meters, service).bind());
    }

    private void bind() {
        FunctionCounter.builder("marketswarm.work.done", service, of(Work::done))
                .description("units of work finished: ticks, polls, analyses, events, looks, lines")
                .tag("service", service.id())
                .register(meters);
        gauge("waiting", "units that wait to be worked on", of(Work::waiting));
        gauge(
                "trouble",
                "what keeps it from working, 0 when nothing does",
                of(work -> work.trouble().size()));
    }

    private void gauge(String name, String description, ToDoubleFunction<Service> value) {
        Gauge.builder("marketswarm.work." + name, service, value)
                .description(description)
                .tag("service", service.id())
                .register(meters);
    }

    private static ToDoubleFunction<Service> of(ToDoubleFunction<Work> figure) {
        return service -> figure.applyAsDouble(Works.of(service, new HashMap<>()));
    }
}
