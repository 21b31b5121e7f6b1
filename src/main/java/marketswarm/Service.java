package marketswarm;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import marketswarm.gateway.GatewayServer;
import org.apache.camel.RoutesBuilder;

/**
 * One service, wired and not yet started.
 *
 * @param id its SERVICE_ID
 * @param beans that its routes name in their addresses
 * @param progress what it has done, for its heartbeat
 * @param door opened when the routes run, closed before they stop; only the gateway has one
 */
record Service(
        String id,
        RoutesBuilder routes,
        Map<String, Object> beans,
        Supplier<Map<String, String>> progress,
        Optional<GatewayServer> door) {

    Service(String id, RoutesBuilder routes, Map<String, Object> beans, Supplier<Map<String, String>> progress) {
        this(id, routes, beans, progress, Optional.empty());
    }
}
