package marketswarm;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** Hawtio on the management port: the console's files as they come, and what its pages ask for before they start. */
final class Console {

    private static final String FILES = "hawtio-static";
    private static final Map<String, String> ANSWERS = Map.of(
            "/hawtio/user", "\"public\"",
            "/hawtio/keycloak/enabled", "false",
            "/hawtio/plugin", "[]",
            "/hawtio/auth/config/session-timeout", "{}");

    private Console() {}

    /**
     * @param port of the management server, as it was asked for
     * @param login stands before everything below /hawtio, Jolokia as well
     */
    static void mount(CamelContext camel, int port, ConsoleLogin login) {
        Router router = VertxPlatformHttpRouter.lookup(camel, VertxPlatformHttpRouter.getRouterNameFromPort(port));
        router.route("/hawtio*").order(Integer.MIN_VALUE).handler(login);
        ANSWERS.forEach((path, json) -> router.get(path).handler(context -> answer(context, "application/json", json)));
        router.get("/hawtio/static/*").handler(StaticHandler.create(FILES + "/static"));
        router.get("/hawtio/img/*").handler(StaticHandler.create(FILES + "/img"));
        router.get("/hawtio/hawtconfig.json")
                .handler(context -> file(context, "application/json", FILES + "/hawtconfig.json"));
        router.get("/hawtio/*").last().handler(context -> file(context, "text/html", FILES + "/index.html"));
    }

    private static void answer(RoutingContext context, String type, String body) {
        context.response().putHeader("Content-Type", type).end(body);
    }

    private static void file(RoutingContext context, String type, String name) {
        context.response().putHeader("Content-Type", type).sendFile(name);
    }
}
