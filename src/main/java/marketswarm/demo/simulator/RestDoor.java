package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import marketswarm.redis.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may ask REST, and what every answer looks like: keys, refusals, errors, request ids. */
final class RestDoor {

    private static final Logger LOG = LoggerFactory.getLogger(RestDoor.class);
    private static final String BEARER = "Bearer ";
    private static final long MINUTE_MS = 60_000;

    private final SwitchBoard board;
    private final Sessions sessions;
    private final Clock clock;
    private final Random ids;
    private final Map<String, Deque<Long>> requests = new HashMap<>();

    RestDoor(Options options, SwitchBoard board, Sessions sessions) {
        this.board = board;
        this.sessions = sessions;
        this.clock = options.clock();
        this.ids = new Random(options.seed());
    }

    void enter(RoutingContext context) {
        if (sessions.isDown()) {
            sessions.counters().happened("rest_hung_up");
            context.request().connection().close();
            return;
        }
        long delay = board.now().restDelayMs();
        if (delay == 0) admit(context);
        else context.vertx().setTimer(delay, over -> admit(context));
    }

    private void admit(RoutingContext context) {
        String key = key(context.request());
        Switches switches = board.now();
        int refusal = switches.refuse() != 0 ? switches.refuse() : switches.restRefuse();
        Plan plan = key == null ? null : board.planOf(key);
        if (refusal != 0) refuse(context, refusal);
        else if (key == null) error(context, 401, "API Key was not provided");
        else if (plan == null) error(context, 401, "Unknown API Key");
        else if (isTooMany(key, plan.requestsPerMin())) refuse(context, 429);
        else if (plan.restExcluded().stream().anyMatch(kind -> isOf(context, kind))) refuse(context, 403);
        else context.next();
    }

    private boolean isTooMany(String key, int most) {
        if (most == 0) return false;
        long now = clock.millis();
        Deque<Long> lately = requests.computeIfAbsent(key, any -> new ArrayDeque<>());
        while (!lately.isEmpty() && lately.getFirst() <= now - MINUTE_MS) lately.removeFirst();
        if (lately.size() >= most) return true;
        lately.addLast(now);
        return false;
    }

    private static boolean isOf(RoutingContext context, String kind) {
        return Arrays.asList(context.request().path().split("/", -1)).contains(kind);
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
        context.response().putHeader("X-Request-Id", id);
        answer(context, status, SocketJson.write(json.put("request_id", id)));
    }

    void answer(RoutingContext context, int status, String json) {
        sessions.counters().answered(status);
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(json);
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
            case 429 -> {
                retryAfter(context);
                error(
                        context,
                        status,
                        "You've exceeded the maximum requests per minute, please wait or upgrade your subscription "
                                + "to continue. https://polygon.io/pricing");
            }
            default -> error(context, status, "refused");
        }
    }

    private void retryAfter(RoutingContext context) {
        String wait = board.now().retryAfter();
        if (wait.equals("date")) {
            var nextMinute = clock.instant().plusMillis(MINUTE_MS).atZone(ZoneOffset.UTC);
            context.response().putHeader("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(nextMinute));
        } else if (!wait.isEmpty()) context.response().putHeader("Retry-After", wait);
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
