package marketswarm.component.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that a collector does not take spans, and once that it does again, in place of the library's own stories. */
final class ToldExporter implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger(ToldExporter.class);

    private final SpanExporter exporter;
    private final String url;
    private final java.util.logging.Logger silent = java.util.logging.Logger.getLogger("io.opentelemetry");
    private final AtomicLong dropped = new AtomicLong();

    ToldExporter(SpanExporter exporter, String url) {
        this.exporter = exporter;
        this.url = url;
        silent.setLevel(Level.OFF);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        result.whenComplete(() -> told(result.isSuccess(), spans.size()));
        return result;
    }

    private void told(boolean taken, int spans) {
        if (!taken && dropped.getAndAdd(spans) == 0)
            LOG.warn("traces: {} does not take spans; they are dropped until it does", url);
        if (!taken) return;
        long missed = dropped.getAndSet(0);
        if (missed > 0) LOG.info("traces: {} takes spans again, dropped={}", url, missed);
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
