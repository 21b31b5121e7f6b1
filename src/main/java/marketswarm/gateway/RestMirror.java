package marketswarm.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api}: the same documents as the stream's, to be asked for once. Redis is read on workers. */
final class RestMirror {

    private static final Logger LOG = LoggerFactory.getLogger(RestMirror.class);
    private static final Pattern UID = Pattern.compile("[0-9a-f]{40}");
    private static final String DESCRIPTION = "openapi.json";
    private static final Map<String, Long> INTERVALS = Map.of("1s", 1_000L, "1m", 60_000L, "5m", 300_000L);
    private static final int BARS_DEFAULT = 300;
    private static final int BARS_MAX = 5_000;
    private static final int TICKS_DEFAULT = 500;
    private static final int TICKS_MAX = 10_000;
    private static final int NEWS_DEFAULT = 50;
    private static final int NEWS_MAX = 500;
    private static final int EVENTS_DEFAULT = 100;
    private static final int EVENTS_MAX = 1_000;

    private final State state;
    private final TickHistory history;
    private final NewsPages news;
    private final Operations operations;
    private final WorkerExecutor workers;

    RestMirror(State state, WorkerExecutor workers) {
        this.state = state;
        this.history = new TickHistory(state.market());
        this.news = new NewsPages(state);
        this.operations = new Operations(state);
        this.workers = workers;
    }

    void mount(Router router) {
        get(router, "/api/symbols", query -> Optional.of(Json.write(Map.of("symbols", state.symbols()))));
        get(router, "/api/snapshots", this::snapshots);
        get(router, "/api/ticks/:symbol", this::ticks);
        get(router, "/api/bars/:symbol", this::bars);
        get(router, "/api/news", this::news);
        get(router, "/api/news/:uid", this::item);
        get(router, "/api/events", this::events);
        get(router, "/api/mesh", this::mesh);
        get(router, "/api/feeds", query -> json(operations.feeds(query)));
        get(router, "/api/logs", query -> json(operations.logs(query)));
        get(router, "/api/openapi.json", query -> Optional.of(description()));
    }

    private void get(Router router, String path, Function<Query, Optional<String>> answer) {
        router.get(path)
                .handler(call -> workers.executeBlocking(() -> answer.apply(new Query(call)), false)
                        .onSuccess(json -> json.ifPresentOrElse(
                                found -> send(call, found),
                                () -> Problem.notFound("nothing is known of it").send(call.response())))
                        .onFailure(trouble -> refuse(call, trouble)));
    }

    private static void send(RoutingContext call, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        call.response().putHeader("Content-Type", "application/json").putHeader("Cache-Control", "private, no-cache");
        Validator.send(call, Validator.of(bytes), Buffer.buffer(bytes));
    }

    private static void refuse(RoutingContext call, Throwable trouble) {
        if (trouble instanceof IllegalArgumentException) {
            Problem.badRequest(String.valueOf(trouble.getMessage())).send(call.response());
            return;
        }
        LOG.warn("gateway: cannot answer path={} error={}", call.normalizedPath(), trouble.toString());
        new Problem(503, "Service unavailable", "redis is not reachable").send(call.response());
    }

    private Optional<String> snapshots(Query query) {
        List<String> named = query.symbols();
        Collection<String> symbols = named.isEmpty() ? state.symbols() : named;
        return json(Rest.list(
                "snapshots",
                state.snapshots(symbols).entrySet().stream()
                        .map(snapshot -> Payloads.fields(snapshot.getKey(), snapshot.getValue()))
                        .toList()));
    }

    private Optional<String> ticks(Query query) {
        return json(history.ticks(
                query.symbol(),
                query.ms("from_ms"),
                query.ms("to_ms"),
                query.id("after"),
                query.limit(TICKS_DEFAULT, TICKS_MAX)));
    }

    private Optional<String> bars(Query query) {
        String name = query.text("interval").orElse("1m");
        Long interval = INTERVALS.get(name);
        if (interval == null) throw Query.refused("interval", name, "1s, 1m or 5m");
        String symbol = query.symbol();
        List<ObjectNode> bars =
                history.bars(symbol, interval, query.ms("to_ms"), query.limit(BARS_DEFAULT, BARS_MAX)).stream()
                        .map(RestMirror::bar)
                        .toList();
        return json(Rest.list("bars", bars).put("symbol", symbol).put("interval", name));
    }

    private static ObjectNode bar(Bars.Bar bar) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("start_ms", bar.startMs()).put("end_ms", bar.endMs());
        json.put("open", bar.open().toPlainString()).put("high", bar.high().toPlainString());
        json.put("low", bar.low().toPlainString()).put("close", bar.close().toPlainString());
        if (bar.volume() != null) json.put("volume", bar.volume().toPlainString());
        return json.put("source", bar.from());
    }

    private Optional<String> news(Query query) {
        return json(news.page(
                query.text("category"),
                query.text("ticker"),
                query.text("before"),
                query.limit(NEWS_DEFAULT, NEWS_MAX)));
    }

    private Optional<String> item(Query query) {
        String uid = query.call().pathParam("uid");
        if (!UID.matcher(uid).matches()) return Optional.empty();
        return state.item(uid).flatMap(Payloads::object).map(item -> {
            ObjectNode answer = Json.MAPPER.createObjectNode();
            answer.set("item", item);
            Optional.ofNullable(state.documents(Keys.ANALYSIS, List.of(uid)).get(uid))
                    .flatMap(Payloads::object)
                    .ifPresent(analysis -> answer.set("analysis", analysis));
            return Json.write(answer);
        });
    }

    /** Newest first. */
    private Optional<String> events(Query query) {
        int limit = query.limit(EVENTS_DEFAULT, EVENTS_MAX);
        String before = query.id("before").map(id -> "(" + id).orElse("+");
        var entries = state.market().xrevrange(Keys.MARKET_EVENTS.key(), before, "-", limit);
        ObjectNode answer = Rest.list(
                "events",
                entries.stream()
                        .map(entry -> Payloads.eventFields(entry.getFields())
                                .put("id", entry.getID().toString()))
                        .toList());
        if (entries.size() == limit)
            answer.put("next_before", entries.get(limit - 1).getID().toString());
        return json(answer);
    }

    private Optional<String> mesh(Query query) {
        return json(Rest.list(
                "services",
                state.mesh().values().stream()
                        .flatMap(document -> Payloads.object(document).stream())
                        .toList()));
    }

    private static String description() {
        try (InputStream in = RestMirror.class.getClassLoader().getResourceAsStream(DESCRIPTION)) {
            return new String(Objects.requireNonNull(in, DESCRIPTION).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("gateway: " + DESCRIPTION + " is not in the jar", e);
        }
    }

    private static Optional<String> json(ObjectNode answer) {
        return Optional.of(Json.write(answer));
    }
}
