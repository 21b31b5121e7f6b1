package marketswarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import marketswarm.gateway.GatewayServer;
import marketswarm.mesh.Heartbeats;
import marketswarm.mesh.LogShipper;
import marketswarm.redis.Json;
import marketswarm.redis.Leases;
import marketswarm.redis.RedisServers;
import marketswarm.testing.RealRedis;
import marketswarm.truth.Services;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthView;
import marketswarm.truth.TruthWatch;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.UnifiedJedis;
import routes.HeartbeatRoutes;

/** The page of the routes shows the routes as they are. */
class RouteDiagramsTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final Path PAGE = Path.of("src/main/java/routes/README.md");
    private static final String TRUTH = """
            {"version": "diagrams", "components": {
               "massive": {"clusters": {"stocks": {"ws_url": "wss://vendor/stocks", "symbols": ["AAPL"]}}},
               "rss_agg": {"enabled_categories": ["tech"], "categories": {"tech": ["https://a.test/feed"]},
                           "websub": {"callback_url": "https://hub.test"}},
               "vexy_ai": {"engine": "offline", "market_events": {"enabled": true}, "briefings": {"enabled": true}},
               "sse_gateway": {}, "mesh_coordinator": {"dispatch_queues": ["vexy_tasks"]},
               "logger": {"log_channels": ["errors"]}},
             "secrets": {"mesh_coordinator": {"webhook_url": "https://alerts.test/x"}}}""";

    private static Node node;

    @BeforeAll
    static void stand() {
        UnifiedJedis client = RedisServers.open(redis.url(), "diagrams");
        TruthView view = new TruthView(
                Truth.of(Json.read(TRUTH, ObjectNode.class)),
                Services.ALL.stream().map(Mapping::same).toList());
        Leases roles = new Leases(client, "diagrams", Node.ROLE_HELD);
        node = new Node("diagrams", view, client, client, redis.url(), roles, Clock.systemUTC(), Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        node.close();
    }

    @Test
    void the_page_of_the_routes_shows_them_as_they_are() throws Exception {
        RoutePage page = new RoutePage();
        for (String service : Services.ALL) page.add("`" + service + "`", routes(service));
        page.add("Beside every service", List.of(beside()));
        if ("write".equals(System.getProperty("route.diagrams"))) Files.writeString(PAGE, page.toString());

        assertThat(PAGE).exists();
        assertThat(Files.readString(PAGE))
                .as("%s; draw it anew with: %s", PAGE, RoutePage.REGENERATE)
                .isEqualTo(page.toString());
    }

    private static List<RouteBuilder> routes(String serviceId) {
        Service service = Main.wire(node, Mapping.same(serviceId));
        try {
            return Swarm.parts(node, List.of(service)).entrySet().stream()
                    .filter(part -> !part.getKey().startsWith("commands-") || serviceId.equals("mesh_coordinator"))
                    .map(part -> part.getValue().routes().get())
                    .toList();
        } finally {
            service.door().ifPresent(GatewayServer::close);
            service.stop().run();
        }
    }

    private static HeartbeatRoutes beside() {
        LogShipper logs = new LogShipper("all", "diagrams", text -> text);
        TruthWatch watch = new TruthWatch(node.system(), node.view(), (truth, mappings) -> {});
        return new HeartbeatRoutes(new Heartbeats(List.of()), logs, watch, 10_000);
    }
}
