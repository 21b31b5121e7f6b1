package marketswarm;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
 * part holds up no other. What does not start is tried again, later each time.
 */
final class LiveRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);
    private static final int STOP_WITHIN_SEC = 30;
    private static final int LONGEST_WAIT_SEC = 60;
    private static final String NOT_STARTED = "not started";

    private final CamelContext camel;
    private final ExecutorService stopping;
    private final Map<String, Part> wanted = new ConcurrentHashMap<>();
    private final Map<String, Part> leaving = new ConcurrentHashMap<>();
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> changes = new ConcurrentHashMap<>();

    private record Running(String shape, List<String> routeIds) {}

    /**
     * Some routes that come and go together.
     *
     * @param shape every setting that they cannot change while they run; another shape means other routes
     * @param awaited whether the start of the process waits for them
     * @param gone told when they are not wanted any more and have stopped
     */
    record Part(String shape, Supplier<RouteBuilder> routes, boolean awaited, Runnable gone) {

        static Part of(Supplier<RouteBuilder> routes, Object... shape) {
            return new Part(List.of(shape).toString(), routes, true, () -> {});
        }

        /** The same, which says when it is not wanted any more and has stopped. */
        Part whenGone(Runnable told) {
            return new Part(shape, routes, awaited, told);
        }

        /** What takes long to start and nobody needs at once. */
        static Part beside(Supplier<RouteBuilder> routes) {
            return new Part("", routes, false, () -> {});
        }
    }

    LiveRoutes(CamelContext camel) {
        this.camel = camel;
        this.stopping = camel.getExecutorServiceManager().newCachedThreadPool(this, "LiveRoutes");
    }

    /** @param parts by name, all that shall run from now on */
    synchronized void reconcile(Map<String, Part> parts) {
        Set<String> gone = new HashSet<>(wanted.keySet());
        gone.removeAll(parts.keySet());
        gone.forEach(name -> leaving.put(name, Objects.requireNonNull(wanted.remove(name))));
        wanted.putAll(parts);
        gone.forEach(this::settleLater);
        parts.forEach((name, part) -> {
            Running now = running.get(name);
            if (!isSettled(name) || (now == null && !part.awaited())) settleLater(name);
            else if (now == null) settle(name);
            else if (!now.shape().equals(part.shape())) settleLater(name);
        });
    }

    private boolean isSettled(String name) {
        return changes.getOrDefault(name, CompletableFuture.completedFuture(null))
                .isDone();
    }

    private void settleLater(String name) {
        settleLater(name, 1);
    }

    private void settleLater(String name, int waitSec) {
        changes.compute(
                name,
                (key, before) -> (before == null ? CompletableFuture.<Void>completedFuture(null) : before)
                        .thenRunAsync(() -> settle(name), stopping)
                        .exceptionally(e -> {
                            LOG.error("marketswarm: routes not changed part={} cause={}", name, e.getMessage());
                            tryAgain(name, waitSec);
                            return null;
                        }));
    }

    private void tryAgain(String name, int waitSec) {
        CompletableFuture.delayedExecutor(waitSec, TimeUnit.SECONDS, stopping).execute(() -> {
            if (camel.isStarted()) settleLater(name, Math.min(LONGEST_WAIT_SEC, waitSec * 2));
        });
    }

    // what is wanted now counts: of several changes that came while a route was stopping, only the last is made
    private void settle(String name) {
        Part part = wanted.get(name);
        Running now = running.get(name);
        if (part != null && now != null && part.shape().equals(now.shape())) return;
        if (now != null) remove(name, now);
        if (part != null) add(name, part);
        Part left = leaving.remove(name);
        if (left != null && part == null) left.gone().run();
    }

    private void add(String name, Part part) {
        RouteBuilder builder = part.routes().get();
        try {
            camel.addRoutes(builder);
            for (String id : ids(builder)) makeSureItRuns(id);
            running.put(name, new Running(part.shape(), ids(builder)));
            LOG.debug("marketswarm: routes added part={} shape={}", name, part.shape());
        } catch (Exception e) {
            running.put(name, new Running(NOT_STARTED, ids(builder))); // to be taken away before the next attempt
            throw new IllegalStateException("marketswarm: cannot add the routes of " + name + ": " + e.getMessage(), e);
        }
    }

    private static List<String> ids(RouteBuilder builder) {
        return builder.getRouteCollection().getRoutes().stream()
                .map(route -> String.valueOf(route.getRouteId()))
                .toList();
    }

    // what is added to a running context is not supervised: a failed start would leave it stopped without a word
    private void makeSureItRuns(String id) throws Exception {
        if (!camel.getRouteController().getRouteStatus(id).isStarted())
            camel.getRouteController().startRoute(id);
    }

    private void remove(String name, Running now) {
        try {
            for (String id : now.routeIds()) {
                camel.getRouteController().stopRoute(id, STOP_WITHIN_SEC, TimeUnit.SECONDS);
                camel.removeRoute(id);
            }
            running.remove(name);
            LOG.debug("marketswarm: routes removed part={}", name);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "marketswarm: cannot stop the routes of " + name + ": " + e.getMessage(), e);
        }
    }
}
