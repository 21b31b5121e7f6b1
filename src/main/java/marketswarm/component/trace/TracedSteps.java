package marketswarm.component.trace;

import io.opentelemetry.api.trace.SpanKind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import marketswarm.analysis.Job;
import marketswarm.analysis.Outcome;
import marketswarm.component.trace.Traces.Hop;
import marketswarm.feed.story.Edition;
import marketswarm.redis.Position;
import marketswarm.redis.StreamEntry;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * The steps at which an item goes from one service to the next: published to the queue, analyzed, kept, given to the
 * browsers. Only these four are looked at, wherever they stand in a route; ticks are not.
 */
public final class TracedSteps implements InterceptStrategy {

    private enum Step {
        PUBLISHED("rss-to-queue", SpanKind.PRODUCER),
        ANALYZED("vexy-analyst", SpanKind.CONSUMER),
        KEPT("vexy-keep-retry-or-bury", SpanKind.PRODUCER),
        FANNED_OUT("gateway-to-browsers", SpanKind.CONSUMER);

        private final String id;
        private final SpanKind kind;

        Step(String id, SpanKind kind) {
            this.id = id;
            this.kind = kind;
        }

        static @Nullable Step of(String id) {
            for (Step step : values()) if (step.id.equals(id)) return step;
            return null;
        }

        String spanName() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private final Traces traces;
    private final Clock clock;

    public TracedSteps(Traces traces, Clock clock) {
        this.traces = traces;
        this.clock = clock;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode node, Processor target, Processor nextTarget) {
        Step step = Step.of(node.getId());
        return step == null ? target : new Traced(step, target);
    }

    private final class Traced extends DelegateAsyncProcessor {

        private final Step step;

        Traced(Step step, Processor target) {
            super(target);
            this.step = step;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            long startMs = clock.millis();
            Object before = exchange.getMessage().getBody();
            return super.process(exchange, doneSync -> {
                hops(before, exchange, startMs).forEach(traces::record);
                callback.done(doneSync);
            });
        }

        private List<Hop> hops(@Nullable Object before, Exchange exchange, long startMs) {
            List<Hop> hops = new ArrayList<>();
            String trouble = exchange.getException() == null
                    ? ""
                    : String.valueOf(exchange.getException().getMessage());
            if (before instanceof Edition edition) hops.add(published(edition, trouble));
            if (before instanceof Job job)
                hops.add(worked(job, exchange.getMessage().getBody(), startMs, trouble));
            if (before instanceof List<?> entries)
                for (Object entry : entries) if (entry instanceof StreamEntry one) hops.add(fannedOut(one, startMs));
            hops.removeIf(hop -> !ItemIds.isUid(hop.uid()));
            return hops;
        }

        private Hop published(Edition edition, String trouble) {
            Map<String, String> about = new LinkedHashMap<>();
            about.put("marketswarm.source", edition.item().source());
            about.put("marketswarm.category", edition.item().category());
            boolean first = edition.replaces() == null;
            return hop(edition.item().uid(), first, edition.item().fetchedMs(), about, trouble);
        }

        private Hop worked(Job job, @Nullable Object after, long startMs, String trouble) {
            Map<String, String> about = new LinkedHashMap<>();
            if (step == Step.ANALYZED)
                about.put(
                        "marketswarm.waited_ms",
                        String.valueOf(startMs - Position.of(job.entry()).ms()));
            Outcome outcome = after instanceof Job done ? done.outcome() : job.outcome();
            if (outcome != null)
                about.put(
                        "marketswarm.outcome",
                        outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT));
            return hop(job.uid(), false, startMs, about, trouble);
        }

        private Hop fannedOut(StreamEntry entry, long startMs) {
            return hop(
                    entry.fields().getOrDefault("uid", ""),
                    false,
                    startMs,
                    Map.of("marketswarm.stream", entry.key()),
                    "");
        }

        private Hop hop(String uid, boolean first, long startMs, Map<String, String> about, String trouble) {
            return new Hop(uid, first, step.spanName(), step.kind, startMs, about, trouble);
        }
    }
}
