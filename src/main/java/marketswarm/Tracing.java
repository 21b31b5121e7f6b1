package marketswarm;

import java.util.List;
import java.util.Map;
import marketswarm.component.trace.TracedSteps;
import marketswarm.component.trace.Traces;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Traces of the items that go through this process, where truth names a collector; else nothing, and nothing is loaded. */
final class Tracing extends MainListenerSupport {

    private final Traces traces;

    private Tracing(Traces traces) {
        this.traces = traces;
    }

    /** @param services by whose names the spans go */
    static void begin(Main camel, Node node, List<String> services) {
        String url = node.truth().tracesUrl();
        if (url.isEmpty()) return;
        Traces traces = new Traces(
                url,
                node.truth().tracesRatio(),
                Map.of(
                        "service.name", services.size() == 1 ? services.get(0) : "marketswarm",
                        "service.namespace", node.truth().nodeName(),
                        "service.instance.id", node.instance()));
        camel.bind("tracedSteps", new TracedSteps(traces, node.clock()));
        camel.addMainListener(new Tracing(traces));
    }

    @Override
    public void afterStop(BaseMainSupport main) {
        traces.close();
    }
}
