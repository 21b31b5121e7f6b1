package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Random;
import marketswarm.redis.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may ask REST, and what every answer looks like: keys, refusals, errors, request ids. */
final class RestDoor {

    private static final Logger LOG = LoggerFactory.getLogger(RestDoor.class);
    private static final String BEARER = "Bearer ";

    private final Options options;
    private final Sessions sessions;
    private final Random ids;

    RestDoor(Options options, Sessions sessions) {
        this.options = options;
        this.sessions = sessions;
        this.ids = new Random(options.seed());
    }

    void enter(RoutingContext context) {
        String key = key(context.request());
        if (sessions.refusal() != 0) refuse(context, sessions.refusal());
        else if (key == null) error(context, 401, "API Key was not provided");
        else if (!options.keys().containsKey(key)) error(context, 401, "Unknown API Key");
        else context.next();
    }

    void notFound(RoutingContext context, String message) {
        answer(
                context,
                404,
                Json.MAPPER.createObjectNode().put("status", "NOT_FOUND").put("message", message));
    }

    void fail(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof NumberFormatException) {
            error(context, 400, "Could not parse a number. " + failure.getMessage());
            return;
        }
        if (failure instanceof IllegalArgumentException) {
            error(context, 400, String.valueOf(failure.getMessage()));
            return;
        }
        LOG.error("simulator: a REST request failed, path={}", context.request().path(), failure);
        error(context, context.statusCode() > 0 ? context.statusCode() : 500, "internal error");
    }

    /** A URL of this server under the name that the client knows it by, so that paging works through any proxy. */
    String url(RoutingContext context, String path, String query) {
        HttpServerRequest request = context.request();
        return request.scheme() + "://" + request.authority() + path + "?" + query;
    }

    void answer(RoutingContext context, int status, ObjectNode json) {
        String id = String.format("%016x%016x", ids.nextLong(), ids.nextLong());
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader("X-Request-Id", id)
                .end(SocketJson.write(json.put("request_id", id)));
    }

    private void refuse(RoutingContext context, int status) {
        switch (status) {
            case 403 ->
                answer(
                        context,
                        status,
                        Json.MAPPER
                                .createObjectNode()
                                .put("status", "NOT_AUTHORIZED")
                                .put(
                                        "message",
                                        "You are not entitled to this data. "
                                                + "Please upgrade your plan at https://massive.com/pricing"));
            case 429 ->
                error(
                        context,
                        status,
                        "You've exceeded the maximum requests per minute, please wait or upgrade your subscription "
                                + "to continue. https://polygon.io/pricing");
            default -> error(context, status, "refused");
        }
    }

    private void error(RoutingContext context, int status, String text) {
        answer(
                context,
                status,
                Json.MAPPER.createObjectNode().put("status", "ERROR").put("error", text));
    }

    private static @Nullable String key(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.startsWith(BEARER))
            return header.substring(BEARER.length()).trim();
        return request.getParam("apiKey");
    }
}
