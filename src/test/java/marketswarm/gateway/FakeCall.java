package marketswarm.gateway;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A request without a network: a handler has it at once, and what was answered stands here. */
final class FakeCall {

    int status = 200;
    String type = "";
    String body = "";
    boolean ended;

    /** The parameters that were looked for, given or not. */
    final Set<String> asked = new TreeSet<>();

    private final Map<String, String> headers = new HashMap<>();
    private final String path;
    private final Map<String, String> pathParameters;
    private final Map<String, List<String>> parameters;
    private final HttpServerResponse response = proxy(HttpServerResponse.class, this::respond);
    private final HttpServerRequest request =
            proxy(HttpServerRequest.class, (proxy, method, arguments) -> headers.get(arguments[0]));

    /**
     * @param uri path and query, as a request line has them
     * @param pathParameters what the route has taken from the path
     * @throws IllegalArgumentException where the query cannot be decoded, which is the server's own to refuse
     */
    FakeCall(String uri, Map<String, String> pathParameters) {
        var decoder = new QueryStringDecoder(uri);
        this.path = decoder.rawPath();
        this.parameters = decoder.parameters();
        this.pathParameters = pathParameters;
    }

    FakeCall with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    FakeCall to(Handler<RoutingContext> handler) {
        handler.handle(proxy(RoutingContext.class, this::ask));
        return this;
    }

    private Object ask(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "queryParam" -> {
                asked.add((String) arguments[0]);
                yield parameters.getOrDefault(arguments[0], List.of());
            }
            case "pathParam" -> pathParameters.get(arguments[0]);
            case "normalizedPath" -> path;
            case "request" -> request;
            case "response" -> response;
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    private Object respond(Object proxy, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "ended", "headWritten" -> {
                return ended;
            }
            case "setStatusCode" -> status = (int) arguments[0];
            case "putHeader" -> header((String) arguments[0], (String) arguments[1]);
            case "end" -> end(arguments[0]);
            default -> throw new UnsupportedOperationException(method.toString());
        }
        return method.getReturnType() == Future.class ? Future.succeededFuture() : proxy;
    }

    private void header(String name, String value) {
        if (name.equals("Content-Type")) type = value;
    }

    private void end(Object content) {
        ended = true;
        body = content instanceof Buffer buffer ? buffer.toString(StandardCharsets.UTF_8) : (String) content;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(FakeCall.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
