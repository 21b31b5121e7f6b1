package marketswarm.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import marketswarm.redis.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api}: the same documents as the stream's, to be asked for once. Redis is read on workers. */
final class RestMirror {

    private static final Logger LOG = LoggerFactory.getLogger(RestMirror.class);
    private static final Pattern UID = Pattern.compile("[0-9a-f]{40}");
    private static final int NEWS_DEFAULT = 50;
    private static final int NEWS_MAX = 500;

    private final State state;
    private final WorkerExecutor workers;

    RestMirror(State state, WorkerExecutor workers) {
        this.state = state;
        this.workers = workers;
    }

    void mount(Router router) {
        get(router, "/api/symbols", call -> Optional.of(Json.write(Map.of("symbols", state.symbols()))));
        get(router, "/api/snapshots", call -> Optional.of(list("snapshots", snapshots(call))));
        get(router, "/api/news", call -> Optional.of(list("news", news(call))));
        get(router, "/api/news/:uid", this::item);
    }

    private void get(Router router, String path, Function<RoutingContext, Optional<String>> answer) {
        router.get(path)
                .handler(call -> workers.executeBlocking(() -> answer.apply(call), false)
                        .onSuccess(json -> json.ifPresentOrElse(
                                found -> call.response()
                                        .putHeader("Content-Type", "application/json")
                                        .putHeader("Cache-Control", "no-store")
                                        .end(found),
                                () -> Problem.notFound("nothing is known of it").send(call.response())))
                        .onFailure(trouble -> refuse(call, trouble)));
    }

    private static void refuse(RoutingContext call, Throwable trouble) {
        if (trouble instanceof IllegalArgumentException) {
            Problem.badRequest(String.valueOf(trouble.getMessage())).send(call.response());
            return;
        }
        LOG.warn("gateway: cannot answer path={} error={}", call.normalizedPath(), trouble.toString());
        new Problem(503, "Service unavailable", "redis is not reachable").send(call.response());
    }

    private Collection<String> snapshots(RoutingContext call) {
        String named = parameter(call, "symbols");
        Collection<String> symbols = named == null
                ? state.symbols()
                : Arrays.stream(named.split(","))
                        .map(String::strip)
                        .filter(s -> !s.isEmpty())
                        .toList();
        return state.snapshots(symbols).entrySet().stream()
                .map(snapshot -> Payloads.snapshot(snapshot.getKey(), snapshot.getValue()))
                .toList();
    }

    private Collection<String> news(RoutingContext call) {
        Long limit = number(call, "limit");
        if (limit != null && (limit < 1 || limit > NEWS_MAX)) {
            throw new IllegalArgumentException("limit is " + limit + "; accepted: 1 to " + NEWS_MAX);
        }
        return state.news(limit == null ? NEWS_DEFAULT : limit.intValue(), number(call, "before"))
                .values();
    }

    private Optional<String> item(RoutingContext call) {
        String uid = call.pathParam("uid");
        if (!UID.matcher(uid).matches()) return Optional.empty();
        return state.item(uid).flatMap(Payloads::object).map(item -> {
            ObjectNode answer = Json.MAPPER.createObjectNode();
            answer.set("item", item);
            state.analyses(List.of(uid)).values().forEach(json -> answer.putRawValue("analysis", new RawValue(json)));
            return Json.write(answer);
        });
    }

    private static String list(String name, Collection<String> documents) {
        return "{\"" + name + "\":[" + String.join(",", documents) + "]}";
    }

    private static @Nullable Long number(RoutingContext call, String name) {
        String text = parameter(call, name);
        if (text == null) return null;
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is " + text + "; accepted: a whole number", e);
        }
    }

    private static @Nullable String parameter(RoutingContext call, String name) {
        return call.queryParam(name).stream().findFirst().orElse(null);
    }
}
