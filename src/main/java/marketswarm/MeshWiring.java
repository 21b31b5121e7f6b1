package marketswarm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import marketswarm.LiveRoutes.Part;
import marketswarm.mesh.Alerts;
import marketswarm.mesh.Dispatcher;
import marketswarm.mesh.MeshWatch;
import marketswarm.mesh.State;
import marketswarm.mesh.Work;
import marketswarm.redis.Leases;
import marketswarm.truth.LiveSettings;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Settings;
import routes.AlertRoutes;
import routes.DispatchRoutes;
import routes.MeshRoutes;

/** How the coordinator is put together. */
final class MeshWiring {

    private MeshWiring() {}

    static Service wire(Node node, Mapping truth) {
        LiveSettings<Settings.MeshCoordinator> settings = node.live(truth, Settings.MeshCoordinator.class);
        Leases leases = node.roles();
        Alerts alerts = new Alerts(
                node.truth().nodeName(),
                secret -> node.view().secrets(truth.secretScope()).find(secret),
                node.view()::redact,
                node.clock());
        MeshWatch watch = new MeshWatch(
                node.system(),
                leases.of(MeshWatch.ROLE),
                service -> node.truth().heartbeatSeconds(service),
                () -> node.truth().hash(),
                () -> terms(settings.get(), alerts, node.truth().logEntries()),
                node.clock());
        Dispatcher dispatcher = new Dispatcher(node.system());
        return new Service(
                truth.serviceId(),
                () -> {
                    Map<String, Part> parts = new LinkedHashMap<>();
                    parts.put("mesh", Part.of(() -> new MeshRoutes(watch)));
                    List<String> queues = node.truth().dispatchQueues();
                    if (!queues.isEmpty())
                        parts.put("dispatch", Part.of(() -> new DispatchRoutes(queues, dispatcher), queues));
                    if (alerts.areWanted()) parts.put("alerts", Part.of(() -> new AlertRoutes(alerts)));
                    return parts;
                },
                Map.of(),
                () -> progress(leases, watch, alerts, dispatcher),
                progress -> new Work(watch.looks(), 0),
                Map.of(),
                () -> {},
                () -> {},
                Optional.empty());
    }

    private static Map<String, String> progress(Leases leases, MeshWatch watch, Alerts alerts, Dispatcher dispatcher) {
        Map<String, String> progress = new LinkedHashMap<>();
        progress.put("leads", String.valueOf(leases.of(MeshWatch.ROLE).isHeld()));
        progress.put("looks", String.valueOf(watch.looks()));
        progress.putAll(alerts.progress());
        progress.putAll(dispatcher.progress());
        return progress;
    }

    private static MeshWatch.Terms terms(Settings.MeshCoordinator settings, Alerts alerts, int logEntries) {
        List<String> states = alerts.areWanted() ? settings.alerts().states() : List.of();
        Set<State> alertOn = states.stream().map(State::of).collect(Collectors.toUnmodifiableSet());
        return new MeshWatch.Terms(
                Duration.ofSeconds(settings.stalledAfterSec()),
                settings.flapping().falls(),
                Duration.ofSeconds(settings.flapping().windowSec()),
                alertOn,
                logEntries);
    }
}
