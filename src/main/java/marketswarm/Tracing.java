package marketswarm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import marketswarm.component.trace.TracedSteps;
import marketswarm.component.trace.Traces;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Traces of the items that go through this process, where truth names a collector; else nothing, and nothing is loaded. */
final class Tracing extends MainListenerSupport {

    private static final String SECRET = "traces_authorization";

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
                () -> authorization(node),
                node.truth().tracesRatio(),
                Map.of(
                        "service.name", services.size() == 1 ? services.get(0) : "marketswarm",
                        "service.namespace", node.truth().nodeName(),
                        "service.instance.id", node.instance()));
        camel.bind("tracedSteps", new TracedSteps(traces, node.clock()));
        camel.addMainListener(new Tracing(traces));
    }

    /** Of the services in this process, the first that has one: each knows its own secrets only. */
    private static Optional<String> authorization(Node node) {
        return node.view().mappings().stream()
                .flatMap(mapping -> node.view().secrets(mapping.secretScope()).find(SECRET).stream())
                .findFirst();
    }

    @Override
    public void afterStop(BaseMainSupport main) {
        traces.close();
    }
}
