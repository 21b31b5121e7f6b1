package marketswarm.bench.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import marketswarm.redis.Json;
import org.jspecify.annotations.Nullable;

/**
 * A plain reader of the stream, which keeps its cursor and comes back as EventSource does, and gives a connection up that
 * is silent for longer than two of its heartbeats. It remembers all that it was shown. Lives on one event loop.
 */
final class Browser implements AutoCloseable {

    private static final int SILENT_SEC = 31;
    private static final long FIRST_RETRY_MS = 1_000;

    private final Vertx vertx;
    private final Context context;
    private final HttpClient client;
    private final int port;
    private final String topics;
    private final Shown shown = new Shown();
    private Buffer rest = Buffer.buffer();
    private @Nullable String lastId;
    private long retryMs = FIRST_RETRY_MS;
    private long connected;
    private final Map<String, Integer> ends = new TreeMap<>();
    private boolean closed;

    Browser(Vertx vertx, int port, String topics) {
        this.vertx = vertx;
        this.port = port;
        this.topics = topics;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout(2_000)
                .setReadIdleTimeout(SILENT_SEC));
        this.context = vertx.getOrCreateContext();
        context.runOnContext(turn -> connect());
    }

    /** What it has been shown so far. */
    Shown shown() {
        CompletableFuture<Shown> copied = new CompletableFuture<>();
        context.runOnContext(turn -> copied.complete(shown.copy()));
        return copied.join();
    }

    long connected() {
        return connected;
    }

    /** How its connections ended. */
    Map<String, Integer> ends() {
        return ends;
    }

    private void connect() {
        if (closed) return;
        rest = Buffer.buffer();
        client.request(HttpMethod.GET, port, "127.0.0.1", "/sse?topics=" + topics)
                .compose(request -> {
                    request.putHeader("Accept", "text/event-stream");
                    if (lastId != null) request.putHeader("Last-Event-ID", lastId);
                    return request.send();
                })
                .onSuccess(this::read)
                .onFailure(nobody -> again());
    }

    private void read(HttpClientResponse response) {
        connected++;
        long begun = System.nanoTime();
        boolean[] over = {false};
        Consumer<String> end = why -> {
            if (over[0]) return;
            over[0] = true;
            ends.merge(why + " after " + (long) SystemDrill.seconds(begun) + " s", 1, Integer::sum);
            again();
        };
        response.handler(this::take).endHandler(ended -> end.accept("ended")).exceptionHandler(broken -> {
            response.request().connection().close();
            end.accept(String.valueOf(broken.getMessage()));
        });
    }

    private void again() {
        if (!closed) vertx.setTimer(retryMs, later -> connect());
    }

    private void take(Buffer some) {
        rest.appendBuffer(some);
        byte[] bytes = rest.getBytes();
        int begin = 0;
        for (int i = 1; i < bytes.length; i++)
            if (bytes[i] == '\n' && bytes[i - 1] == '\n') {
                block(new String(bytes, begin, i - begin, StandardCharsets.UTF_8));
                begin = i + 1;
            }
        rest = Buffer.buffer().appendBytes(bytes, begin, bytes.length - begin);
    }

    private void block(String text) {
        String id = null;
        String name = "message";
        String data = "";
        for (String line : text.split("\n")) {
            if (line.startsWith("id: ")) id = line.substring(4);
            else if (line.startsWith("event: ")) name = line.substring(7);
            else if (line.startsWith("data: ")) data = line.substring(6);
            else if (line.startsWith("retry: ")) retryMs = Long.parseLong(line.substring(7));
        }
        if (id != null) lastId = id;
        if (!data.isEmpty()) shown.event(name, data);
    }

    @Override
    public void close() {
        context.runOnContext(turn -> {
            closed = true;
            client.close();
        });
    }

    /** All that one browser was shown, as figures that tell one thing from another. */
    static final class Shown {

        final Map<String, Counted> byKind = new TreeMap<>();
        final Map<String, Long> conflated = new TreeMap<>();
        final List<String> gaps = new ArrayList<>();

        private Shown copy() {
            Shown copy = new Shown();
            copy.conflated.putAll(conflated);
            byKind.forEach((kind, counted) -> copy.byKind.put(kind, counted.copy()));
            copy.gaps.addAll(gaps);
            return copy;
        }

        private void event(String name, String data) {
            JsonNode json = Json.read(data, JsonNode.class);
            switch (name) {
                case "tick" -> tick((ObjectNode) json);
                case "news", "analysis" ->
                    of(name).add(Fingerprint.of(json.path("uid").asText()));
                case "event" -> of(name).add(Fingerprint.of(json));
                case "gap" -> gaps.add(json.path("reason").asText());
                default -> {} // what is no entry of a stream
            }
        }

        // in its stream it needs no symbol, and stands for nothing but itself
        private void tick(ObjectNode json) {
            String kind = "tick " + json.remove("symbol").asText();
            JsonNode passedOver = json.remove("conflated");
            if (passedOver != null) conflated.merge(kind, passedOver.asLong(), Long::sum);
            of(kind).add(Fingerprint.of(json));
        }

        /** How many of a kind it was told that it did not get, because its socket was full and a newer one was there. */
        long conflated(String kind) {
            return conflated.getOrDefault(kind, 0L);
        }

        /** How many of those it lacks, beyond what it was told of; below zero where it was told of too many. */
        long untold(String kind, Counted all) {
            return of(kind).lacks(all) - conflated(kind);
        }

        Counted of(String kind) {
            return byKind.computeIfAbsent(kind, first -> new Counted());
        }
    }
}
