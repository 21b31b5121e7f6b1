package marketswarm.gateway;

import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps what is mounted on it and calls it by its path, without a network. */
final class FakeRouter {

    private final Map<String, Handler<RoutingContext>> handlers = new LinkedHashMap<>();

    /** To mount on. */
    Router router() {
        return (Router) Proxy.newProxyInstance(
                FakeRouter.class.getClassLoader(),
                new Class<?>[] {Router.class},
                (proxy, get, path) -> route((String) path[0]));
    }

    @SuppressWarnings("unchecked")
    private Route route(String path) {
        return (Route) Proxy.newProxyInstance(
                FakeRouter.class.getClassLoader(), new Class<?>[] {Route.class}, (proxy, handler, arguments) -> {
                    handlers.put(path, (Handler<RoutingContext>) arguments[0]);
                    return proxy;
                });
    }

    /** What the first route that takes the path has answered; null when none does. */
    @Nullable
    FakeCall get(String uri) {
        String path = uri.split("\\?", 2)[0];
        for (var route : handlers.entrySet()) {
            Map<String, String> parameters = matched(route.getKey().split("/", -1), path.split("/", -1));
            if (parameters != null) return new FakeCall(uri, parameters).to(route.getValue());
        }
        return null;
    }

    private static @Nullable Map<String, String> matched(String[] route, String[] path) {
        if (route.length != path.length) return null;
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < route.length; i++) {
            if (route[i].startsWith(":") && !path[i].isEmpty())
                parameters.put(
                        route[i].substring(1), URLDecoder.decode(path[i].replace("+", "%2B"), StandardCharsets.UTF_8));
            else if (!route[i].equals(path[i])) return null;
        }
        return parameters;
    }
}
