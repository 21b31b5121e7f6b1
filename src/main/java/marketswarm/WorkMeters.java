package marketswarm;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import marketswarm.mesh.Work;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * What every service has in common for Prometheus: work done, work waiting, whether it is in trouble, what its heartbeat
 * counts, and the memory of its Java. Each service is asked once a scrape; while it cannot count, it has no counts rather
 * than noughts.
 */
final class WorkMeters implements MultiCollector {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,9})?");
    private static final Pattern WORD = Pattern.compile("[a-z][a-z_]{0,31}");

    private final List<Service> services;

    WorkMeters(List<Service> services) {
        this.services = services;
    }

    static void bind(CamelContext camel, List<Service> services) {
        @Nullable PrometheusMeterRegistry meters = camel.getRegistry().findSingleByType(PrometheusMeterRegistry.class);
        if (meters == null) return;
        meters.getPrometheusRegistry().register(new WorkMeters(services));
        new JvmMemoryMetrics().bindTo(meters);
    }

    @Override
    public MetricSnapshots collect() {
        Scrape scrape = new Scrape();
        services.forEach(scrape::add);
        return scrape.snapshots();
    }

    private static final class Scrape {

        private final CounterSnapshot.Builder done = CounterSnapshot.builder()
                .name("marketswarm_work_done")
                .help("units of work finished: ticks, polls, analyses, events, looks, lines");
        private final GaugeSnapshot.Builder waiting =
                gauge("marketswarm_work_waiting", "units that wait to be worked on");
        private final GaugeSnapshot.Builder trouble =
                gauge("marketswarm_work_trouble", "what keeps it from working, 0 when nothing does");
        private final GaugeSnapshot.Builder progress =
                gauge("marketswarm_progress", "a number of the heartbeat, by its name there");
        private final GaugeSnapshot.Builder state =
                gauge("marketswarm_state", "a word of the heartbeat, by its name there: 1 for the word that holds");

        void add(Service service) {
            Map<String, String> counters = new LinkedHashMap<>();
            Work work = Works.of(service, counters);
            Labels labels = Labels.of("service", service.id());
            point(trouble, labels, work.trouble().size());
            if (counters.isEmpty()) return;
            done.dataPoint(CounterDataPointSnapshot.builder()
                    .labels(labels)
                    .value((double) work.done())
                    .build());
            point(waiting, labels, (double) work.waiting());
            counters.forEach((name, value) -> add(labels.add("counter", name), value));
        }

        private void add(Labels labels, String value) {
            if (NUMBER.matcher(value).matches()) point(progress, labels, Double.parseDouble(value));
            else if (WORD.matcher(value).matches()) point(state, labels.add("value", value), 1);
        }

        MetricSnapshots snapshots() {
            return new MetricSnapshots(done.build(), waiting.build(), trouble.build(), progress.build(), state.build());
        }

        private static void point(GaugeSnapshot.Builder gauge, Labels labels, double value) {
            gauge.dataPoint(
                    GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
        }

        private static GaugeSnapshot.Builder gauge(String name, String help) {
            return GaugeSnapshot.builder().name(name).help(help);
        }
    }
}
