package marketswarm;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the routes of a running context in line with what truth wants. What is new is added at once; what is gone or has
 * another shape is stopped first, when what is in flight has been finished, on a thread of its own: a slow exchange of one
 * part holds up no other.
 */
final class LiveRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);
    private static final int STOP_WITHIN_SEC = 30;

    private final CamelContext camel;
    private final ExecutorService stopping;
    private final Map<String, Part> wanted = new ConcurrentHashMap<>();
    private final Map<String, List<String>> routeIds = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> changes = new ConcurrentHashMap<>();

    /**
     * Some routes that come and go together.
     *
     * @param shape every setting that they cannot change while they run; another shape means other routes
     */
    record Part(String shape, Supplier<RouteBuilder> routes) {

        static Part of(Supplier<RouteBuilder> routes, Object... shape) {
            return new Part(List.of(shape).toString(), routes);
        }
    }

    LiveRoutes(CamelContext camel) {
        this.camel = camel;
        this.stopping = camel.getExecutorServiceManager().newCachedThreadPool(this, "LiveRoutes");
    }

    /** @param parts by name, all that shall run from now on */
    synchronized void reconcile(Map<String, Part> parts) {
        for (String name : List.copyOf(wanted.keySet())) if (!parts.containsKey(name)) change(name, () -> remove(name));
        parts.forEach((name, part) -> {
            Part running = wanted.put(name, part);
            if (running == null && settled(name)) add(name, part);
            else if (running == null || !running.shape().equals(part.shape())) change(name, () -> replace(name, part));
        });
        wanted.keySet().retainAll(parts.keySet());
    }

    private boolean settled(String name) {
        return changes.getOrDefault(name, CompletableFuture.completedFuture(null))
                .isDone();
    }

    private void change(String name, Runnable step) {
        changes.compute(
                name,
                (key, before) -> (before == null ? CompletableFuture.<Void>completedFuture(null) : before)
                        .thenRunAsync(step, stopping)
                        .exceptionally(e -> {
                            LOG.error("marketswarm: routes not changed part={} cause={}", name, e.getMessage());
                            return null;
                        }));
    }

    private void replace(String name, Part part) {
        remove(name);
        add(name, part);
    }

    private void add(String name, Part part) {
        RouteBuilder builder = part.routes().get();
        try {
            camel.addRoutes(builder);
            List<String> ids = builder.getRouteCollection().getRoutes().stream()
                    .map(route -> String.valueOf(route.getRouteId()))
                    .toList();
            routeIds.put(name, ids);
            for (String id : ids) makeSureItRuns(id);
            LOG.debug("marketswarm: routes added part={} shape={}", name, part.shape());
        } catch (Exception e) {
            throw new IllegalStateException("marketswarm: cannot add the routes of " + name + ": " + e.getMessage(), e);
        }
    }

    // what is added to a running context is not supervised: a failed start would leave it stopped without a word
    private void makeSureItRuns(String id) throws Exception {
        if (!camel.getRouteController().getRouteStatus(id).isStarted())
            camel.getRouteController().startRoute(id);
    }

    private void remove(String name) {
        List<String> ids = routeIds.remove(name);
        if (ids == null) return;
        try {
            for (String id : ids) {
                camel.getRouteController().stopRoute(id, STOP_WITHIN_SEC, TimeUnit.SECONDS);
                camel.removeRoute(id);
            }
            LOG.debug("marketswarm: routes removed part={}", name);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "marketswarm: cannot stop the routes of " + name + ": " + e.getMessage(), e);
        }
    }
}
