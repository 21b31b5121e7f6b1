package marketswarm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import marketswarm.LiveRoutes.Part;
import marketswarm.component.lead.RedisRoles;
import marketswarm.component.redisdue.RedisDueComponent;
import marketswarm.component.redisstream.RedisStreamComponent;
import marketswarm.gateway.GatewayServer;
import marketswarm.mesh.Commands;
import marketswarm.mesh.Heartbeat;
import marketswarm.mesh.Heartbeats;
import marketswarm.mesh.LogShipper;
import marketswarm.mesh.Work;
import marketswarm.redis.KeyTypes;
import marketswarm.redis.Keys;
import marketswarm.truth.LogRedaction;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Settings;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthView;
import marketswarm.truth.TruthWatch;
import marketswarm.truth.placeholder.SecretSource;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import routes.CommandRoutes;
import routes.FailurePolicy;
import routes.HeartbeatRoutes;
import routes.LeadRoutes;

/** The services of one process in one Camel context: put together, started, stopped. */
final class Swarm implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Swarm.class);
    /** For threads that are still at something when all routes have stopped; several such waits fit into a stop. */
    private static final int THREADS_END_WITHIN_MS = 500;

    private static final Settings.Management SEVERAL = new Settings.Management("127.0.0.1", 9100, "");

    private final Node node;
    private final List<Service> services;
    private final HeldPort held;
    private final Settings.Management management;
    private final boolean anyPort;
    private final Main camel = new Main();
    private final TruthWatch truthWatch;
    private final LogLevels logLevels = new LogLevels();
    private @Nullable LiveRoutes liveRoutes;
    private final LogShipper shipper;
    private final Heartbeats heartbeats;
    private volatile boolean ready;

    /**
     * @param wire makes a service out of what it is registered as
     * @param anyPort take a free port where one is taken
     */
    Swarm(Node node, BiFunction<Node, Mapping, Service> wire, boolean anyPort) {
        this.node = node;
        LogRedaction.hide(node.view().redactor());
        List<String> writers =
                node.view().mappings().stream().map(Mapping::serviceId).toList();
        KeyTypes.check(node.market(), Keys.Bus.MARKET, writers);
        KeyTypes.check(node.system(), Keys.Bus.SYSTEM, writers);
        logLevels.set(logLevels(node));
        this.truthWatch = new TruthWatch(node.system(), node.view(), this::take);
        this.services = node.view().mappings().stream()
                .map(mapping -> wire.apply(node, mapping))
                .toList();
        String names = String.join(",", services.stream().map(Service::id).toList());
        this.shipper = new LogShipper(names, node.instance(), node.view()::redact).attach();
        this.heartbeats = new Heartbeats(services.stream().map(this::heartbeat).toList());
        this.anyPort = anyPort;
        this.held = held(management(node));
        this.management = new Settings.Management(management(node).host(), held.number(), "");
        prepare();
    }

    /** Starts the routes, then opens the doors; returns when all is ready. */
    void start() {
        camel.start();
        Console.mount(camel.getCamelContext(), management.port(), new ConsoleLogin(node));
        camel.getCamelContext().getExecutorServiceManager().setShutdownAwaitTermination(THREADS_END_WITHIN_MS);
        liveRoutes = new LiveRoutes(camel.getCamelContext());
        camel.bind(LeadRoutes.RECONCILE, (Runnable) this::reconcile);
        reconcile();
        doors().forEach(door -> door.start(anyPort));
        services.forEach(service -> WorkCheck.register(camel.getCamelContext(), service));
        WorkMeters.bind(camel.getCamelContext(), services);
        ready = true;
        LOG.info(
                "marketswarm: ready services={} truth={} health=http://{}:{}/observe/health",
                services.stream().map(Service::id).toList(),
                node.truth().version(),
                management.host(),
                management.port());
    }

    /** The gateways among the services: none or one. */
    List<GatewayServer> doors() {
        return services.stream().flatMap(service -> service.door().stream()).toList();
    }

    Settings.Management management() {
        return management;
    }

    /** Closes the doors, then stops the routes: what is in flight is finished first. */
    @Override
    public void close() {
        held.release();
        doors().forEach(GatewayServer::close);
        camel.stop();
        services.forEach(service -> service.stop().run());
        heartbeats.farewell();
        shipper.detach();
        logLevels.close();
    }

    /** Runs by another truth from now on. */
    private void take(Truth next, List<Mapping> mappings) {
        node.view().replace(next, mappings);
        LogRedaction.hide(node.view().redactor());
        logLevels.set(logLevels(node));
        reconcile();
        services.forEach(service -> service.changed().run());
    }

    private void reconcile() {
        LiveRoutes running = liveRoutes;
        if (running == null) return;
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("beside", beside(node.truth().logEntries()));
        parts.putAll(parts(node, services));
        running.reconcile(parts);
    }

    private Part beside(int logEntries) {
        return Part.of(() -> new HeartbeatRoutes(heartbeats, shipper, truthWatch, logEntries), logEntries);
    }

    static Map<String, Part> parts(Node node, List<Service> services) {
        Map<String, Part> parts = new LinkedHashMap<>();
        services.forEach(service -> parts.putAll(service.parts().get()));
        if (!node.truth().dispatchQueues().isEmpty())
            services.forEach(service -> parts.put("commands-" + service.id(), commands(node, service)));
        return parts;
    }

    private static Part commands(Node node, Service service) {
        return Part.of(() -> new CommandRoutes(
                service.id(),
                new Commands(node.system(), node.instance(), service.commands(), node.view()::redact, node.clock())));
    }

    private void prepare() {
        bind(camel, node, services);
        // Camel's own would listen to SIGTERM as well: two that stop at once can wait for each other
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        camel.addInitialProperty("camel.management.host", management.host());
        camel.addInitialProperty("camel.management.port", String.valueOf(management.port()));
        camel.addMainListener(held);
        camel.configure().withRoutesBuilders(List.of(new FailurePolicy()));
    }

    private HeldPort held(Settings.Management wanted) {
        if (anyPort) return HeldPort.orAny(wanted.host(), wanted.port());
        List<Mapping> mappings = node.view().mappings();
        String otherwise = mappings.size() > 1
                ? "run the services in processes of their own"
                : "set components." + mappings.get(0).component() + ".management.port";
        return HeldPort.of(wanted.host(), wanted.port(), otherwise);
    }

    /** What the routes of these services find in the registry. */
    static void bind(Main camel, Node node, List<Service> services) {
        var redisStream = new RedisStreamComponent();
        redisStream.getConfiguration().setRedis(node.market());
        redisStream.getConfiguration().setConsumerName(node.instance());
        var redisDue = new RedisDueComponent();
        redisDue.setRedis(node.market());
        camel.bind("redis-stream", redisStream);
        camel.bind("redis-due", redisDue);
        camel.bind("system", node.system());
        camel.bind(RedisRoles.BEAN, new RedisRoles(node.roles()));
        camel.bind("market", node.market());
        camel.bind(TruthView.BEAN, node.view());
        camel.bind("secretSource", new SecretSource(node.view()));
        services.forEach(service -> service.beans().forEach(camel::bind));
        Tracing.begin(camel, node, services.stream().map(Service::id).toList());
        HubDoor.open(camel, node);
    }

    private Heartbeat heartbeat(Service service) {
        return new Heartbeat(
                node.system(),
                service.id(),
                node.instance(),
                () -> node.truth().heartbeatSeconds(service.id()),
                () -> ready + " " + truthWatch.standing(),
                () -> pulse(service),
                node.clock());
    }

    private Heartbeat.Pulse pulse(Service service) {
        Map<String, String> details = new LinkedHashMap<>(truthWatch.details(service.id()));
        Work work = Works.of(service, details);
        details.putAll(shipper.last());
        return new Heartbeat.Pulse(ready, work, details);
    }

    /** Level by logger, of all components in this process; where two name the same logger, the more talkative one holds. */
    private static Map<String, String> logLevels(Node node) {
        Map<String, String> levels = new LinkedHashMap<>();
        for (Mapping mapping : node.view().mappings())
            node.truth()
                    .logLevels(mapping.component())
                    .forEach((logger, level) -> levels.merge(
                            logger,
                            level,
                            (a, b) ->
                                    Level.valueOf(a).toInt() <= Level.valueOf(b).toInt() ? a : b));
        return levels;
    }

    private static Settings.Management management(Node node) {
        List<Mapping> mappings = node.view().mappings();
        if (mappings.size() > 1) return SEVERAL;
        var settings = node.truth().component(mappings.get(0).component()).path("management");
        return new Settings.Management(
                settings.path("host").asText(), settings.path("port").asInt(), "");
    }
}
