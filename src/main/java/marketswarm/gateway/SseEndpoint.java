package marketswarm.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /sse}: topics, cursor and rate cap of a request become a subscriber of the hub. */
final class SseEndpoint {

    /** Bytes that may wait in the process for one client before it counts as slow. */
    private static final int WRITE_QUEUE = 64 * 1024;

    private static final long GOODBYE_MS = 2_000;
    private static final double MAX_HZ = 1_000;
    private static final double MIN_HZ = 0.1;
    private static final double SECOND_MS = 1_000;

    private final Vertx vertx;
    private final Hub hub;
    private final IntSupplier maxClients;

    SseEndpoint(Vertx vertx, Hub hub, IntSupplier maxClients) {
        this.vertx = vertx;
        this.hub = hub;
        this.maxClients = maxClients;
    }

    void handle(RoutingContext call) {
        HttpServerResponse response = call.response();
        if (!HttpMethod.GET.equals(call.request().method())) {
            response.putHeader("Allow", "GET");
            new Problem(405, "Method not allowed", "an event stream is read with GET").send(response);
            return;
        }
        try {
            Topics topics = Topics.parse(String.join(",", call.queryParam("topics")));
            long beatMs = beatMs(first(call, "max_hz"));
            response.setChunked(true)
                    .setWriteQueueMaxSize(WRITE_QUEUE)
                    .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                    .putHeader("Cache-Control", "no-cache, no-transform")
                    .putHeader("X-Accel-Buffering", "no");
            if (hub.full(maxClients.getAsInt())) later(response);
            else join(call, topics, cursor(call), beatMs);
        } catch (IllegalArgumentException e) {
            Problem.badRequest(String.valueOf(e.getMessage())).send(response);
        }
    }

    /** An error status would end a browser's attempts for good; this makes it come back. */
    private static void later(HttpServerResponse response) {
        response.end(Buffer.buffer(SseEvent.retry(Greeting.retryMs())));
    }

    private void join(RoutingContext call, Topics topics, @Nullable String cursor, long beatMs) {
        HttpServerResponse response = call.response();
        Runnable hangUp = () -> vertx.setTimer(GOODBYE_MS, late -> {
            if (!response.closed()) response.reset();
        });
        Subscriber subscriber = hub.join(topics, cursor, beatMs, response, hangUp);
        response.closeHandler(closed -> hub.leave(subscriber));
        response.exceptionHandler(broken -> hub.leave(subscriber));
    }

    /** The header is the browser's own and newer than what stands in the address. */
    private static @Nullable String cursor(RoutingContext call) {
        String header = call.request().getHeader("Last-Event-ID");
        return header == null || header.isBlank() ? first(call, "last_event_id") : header;
    }

    private static @Nullable String first(RoutingContext call, String parameter) {
        return call.queryParam(parameter).stream().findFirst().orElse(null);
    }

    private static long beatMs(@Nullable String maxHz) {
        if (maxHz == null) return 0;
        double hz = number(maxHz);
        if (!(hz >= MIN_HZ && hz <= MAX_HZ)) {
            throw new IllegalArgumentException("max_hz is " + maxHz + "; accepted: " + MIN_HZ + " to " + MAX_HZ);
        }
        return Math.max(1, Math.round(SECOND_MS / hz));
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
