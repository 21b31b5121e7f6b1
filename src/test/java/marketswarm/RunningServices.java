package marketswarm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import marketswarm.component.redisstream.RedisStreamComponent;
import marketswarm.gateway.GatewayServer;
import marketswarm.redis.Json;
import marketswarm.redis.Leases;
import marketswarm.redis.RedisServers;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthView;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import redis.clients.jedis.UnifiedJedis;
import routes.FailurePolicy;
import routes.LeadRoutes;

/**
 * Services in one Camel context on a real Redis, wired as {@link Swarm} wires them and under a truth that the test
 * writes; without heartbeats and without the management port.
 */
public final class RunningServices implements AutoCloseable {

    private static final int SHORT_BLOCK_MS = 100; // who waits for entries is stopped as soon as that

    private final Node node;
    private final List<Service> services;
    private final Main camel = new Main();
    private final LiveRoutes liveRoutes;

    /** @param truth the merged document as JSON */
    public RunningServices(String redisUrl, String truth, Clock clock, String... serviceIds) {
        this("test", redisUrl, truth, clock, List.of(serviceIds));
    }

    /** One of several instances. */
    public RunningServices(String instance, String redisUrl, String truth, Clock clock, List<String> serviceIds) {
        this(instance, redisUrl, truth, clock, clock, serviceIds);
    }

    /**
     * Whose clock may be set while it runs.
     *
     * @param steady which is not
     */
    public RunningServices(
            String instance, String redisUrl, String truth, Clock clock, Clock steady, List<String> serviceIds) {
        List<Mapping> mappings = serviceIds.stream().map(Mapping::same).toList();
        UnifiedJedis system = RedisServers.open(redisUrl, "test-system");
        this.node = new Node(
                instance,
                new TruthView(Truth.of(Json.read(truth, ObjectNode.class)), mappings),
                system,
                RedisServers.open(redisUrl, "test-market"),
                redisUrl,
                new Leases(system, instance, Node.ROLE_HELD),
                clock,
                steady);
        this.services = mappings.stream()
                .map(mapping -> marketswarm.Main.wire(node, mapping))
                .toList();
        Swarm.bind(camel, node, services);
        camel.lookup("redis-stream", RedisStreamComponent.class)
                .getConfiguration()
                .setBlock(SHORT_BLOCK_MS);
        camel.addOverrideProperty("camel.management.enabled", "false");
        camel.configure().withRoutesBuilders(List.of(new FailurePolicy()));
        camel.start();
        this.liveRoutes = new LiveRoutes(camel.getCamelContext());
        addRoutes();
    }

    private void addRoutes() {
        camel.bind(LeadRoutes.RECONCILE, (Runnable) () -> liveRoutes.reconcile(Swarm.parts(node, services)));
        try {
            liveRoutes.reconcile(Swarm.parts(node, services));
            WorkMeters.bind(camel.getCamelContext(), services);
        } catch (RuntimeException e) {
            close(); // else what is left of it troubles the tests that follow
            throw e;
        }
    }

    public CamelContext camel() {
        return camel.getCamelContext();
    }

    /** Shows another truth to this process, as a reload does. */
    public void replaceTruth(String truth) {
        node.view()
                .replace(
                        Truth.of(Json.read(truth, ObjectNode.class)),
                        node.view().mappings());
        liveRoutes.reconcile(Swarm.parts(node, services));
        services.forEach(service -> service.changed().run());
    }

    /** What a service tells of its work in its heartbeat. */
    public Map<String, String> progress(String serviceId) {
        return services.stream()
                .filter(service -> service.id().equals(serviceId))
                .findFirst()
                .orElseThrow()
                .progress()
                .get();
    }

    /** The gateway's door, opened on any free port. */
    public GatewayServer openDoor() {
        GatewayServer door = services.stream()
                .flatMap(service -> service.door().stream())
                .findFirst()
                .orElseThrow();
        door.start(true);
        return door;
    }

    @Override
    public void close() {
        services.forEach(service -> service.door().ifPresent(GatewayServer::close));
        camel.stop();
        services.forEach(service -> service.stop().run());
        node.close();
    }
}
