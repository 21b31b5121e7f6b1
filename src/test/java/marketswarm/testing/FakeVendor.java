package marketswarm.testing;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import marketswarm.redis.Json;

/** Speaks the vendor's handshake on a WebSocket and answers snapshots over REST, both on loopback. */
public final class FakeVendor implements AutoCloseable {

    /** A REST request; headers by lower-case name. */
    public record Asked(String target, Map<String, String> headers) {}

    /** What REST says; {@code retryAfter} may be empty. */
    public record Answer(int status, String body, String retryAfter) {

        public static Answer ok(String body) {
            return new Answer(200, body, "");
        }

        /** The connection ends without an answer. */
        public static Answer hangUp() {
            return new Answer(0, "", "");
        }
    }

    private record Rule(String prefix, Function<String, Answer> answer) {}

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final String key;
    private final List<String> unknown = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String body = "{\"status\":\"OK\",\"tickers\":[]}";

    /** @param key the one that is accepted */
    public FakeVendor(String key) {
        this.key = key;
        this.server = get(vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .webSocketHandler(this::greet)
                .requestHandler(this::answer)
                .listen()
                .toCompletionStage());
    }

    public String wsUrl() {
        return "ws://127.0.0.1:" + server.actualPort() + "/stocks";
    }

    public String restUrl() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** This topic gets no answer, as with the real one. */
    public FakeVendor knowsNot(String topic) {
        unknown.add(topic);
        return this;
    }

    /** From now on. */
    public FakeVendor rest(int answeredStatus, String answeredBody) {
        status = answeredStatus;
        body = answeredBody;
        return this;
    }

    /** Requests whose path and query begin so are answered by it, newest rule first. */
    public FakeVendor on(String prefix, Function<String, Answer> answer) {
        rules.add(0, new Rule(prefix, answer));
        return this;
    }

    /** Connections so far. */
    public int connections() {
        return sockets.size();
    }

    /** What the client has said, over all connections. */
    public List<String> said() {
        return said;
    }

    public List<Asked> asked() {
        return asked;
    }

    /** Over the newest connection. */
    public void send(String frame) {
        get(newest().writeTextMessage(frame).toCompletionStage());
    }

    /** Drops the newest connection. */
    public void hangUp(int code, String reason) {
        get(newest().close((short) code, reason).toCompletionStage());
    }

    private ServerWebSocket newest() {
        return sockets.get(sockets.size() - 1);
    }

    private void greet(ServerWebSocket socket) {
        sockets.add(socket);
        socket.textMessageHandler(text -> heard(socket, text));
        status(socket, "connected", "Connected Successfully");
    }

    private void heard(ServerWebSocket socket, String text) {
        said.add(text);
        Map<?, ?> command = Json.read(text, Map.class);
        String params = String.valueOf(command.get("params"));
        if ("auth".equals(command.get("action"))) authenticate(socket, params);
        else
            Arrays.stream(params.split(","))
                    .filter(topic -> !unknown.contains(topic))
                    .forEach(topic -> status(socket, "success", "subscribed to: " + topic));
    }

    private void authenticate(ServerWebSocket socket, String given) {
        if (given.equals(key)) {
            status(socket, "auth_success", "authenticated");
            return;
        }
        status(socket, "auth_failed", "authentication failed");
        socket.close();
    }

    private static void status(ServerWebSocket socket, String status, String message) {
        socket.writeTextMessage("[{\"ev\":\"status\",\"status\":\"" + status + "\",\"message\":\"" + message + "\"}]");
    }

    private void answer(HttpServerRequest request) {
        asked.add(new Asked(
                request.uri(),
                request.headers().entries().stream()
                        .collect(Collectors.toMap(
                                header -> header.getKey().toLowerCase(java.util.Locale.ROOT),
                                Map.Entry::getValue,
                                (a, b) -> a + "|" + b,
                                TreeMap::new))));
        Answer given = rules.stream()
                .filter(rule -> request.uri().startsWith(rule.prefix()))
                .findFirst()
                .map(rule -> rule.answer().apply(request.uri()))
                .orElseGet(() -> new Answer(status, body, ""));
        if (given.status() == 0) {
            request.connection().close();
            return;
        }
        if (!given.retryAfter().isEmpty()) request.response().putHeader("Retry-After", given.retryAfter());
        request.response()
                .setStatusCode(given.status())
                .putHeader("Content-Type", "application/json")
                .end(given.body());
    }

    private static <T> T get(java.util.concurrent.CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        get(vertx.close().toCompletionStage());
    }
}
