package marketswarm;

import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import marketswarm.LiveRoutes.Part;
import marketswarm.gateway.GatewayServer;
import marketswarm.gateway.Hub;
import marketswarm.gateway.State;
import marketswarm.redis.StreamTail;
import marketswarm.truth.LiveSettings;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Settings;
import routes.GatewayRoutes;

/** How the gateway to the browsers is put together. Each instance reads everything. */
final class GatewayWiring {

    private GatewayWiring() {}

    static Service wire(Node node, Mapping truth) {
        LiveSettings<Settings.SseGateway> settings = node.live(truth, Settings.SseGateway.class);
        Vertx vertx = Vertx.vertx();
        State state = new State(node.market(), node.system());
        Hub hub = new Hub(
                vertx, state, StreamTail.now(node.market()), node.truth().nodeName());
        GatewayServer server = new GatewayServer(
                vertx, settings, () -> node.view().secrets(truth.secretScope()).list("tokens"), hub, state);
        return new Service(
                truth.serviceId(),
                () -> Map.of("gateway", Part.of(GatewayRoutes::new)),
                Map.of("hub", hub, "hubPosition", hub.position()),
                hub::progress,
                progress -> Works.of(progress, "", "events"),
                Map.of(),
                () -> {},
                () -> {},
                Optional.of(server));
    }
}
