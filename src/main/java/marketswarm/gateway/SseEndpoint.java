package marketswarm.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import marketswarm.redis.Json;

/** {@code /sse}: what a request asks for becomes a subscriber; its topics may be changed later. */
final class SseEndpoint {

    /** Bytes that may wait in the process for one client before it counts as slow. */
    private static final int WRITE_QUEUE = 64 * 1024;

    private static final int TOPICS_BYTES = 128 * 1024;
    private static final long GOODBYE_MS = 2_000;

    private final Vertx vertx;
    private final Crowd crowd;
    private final Seats seats;
    private final Counters counters;
    private final BooleanSupplier compression;
    private final Packer packer = new Packer();

    /** @param compression whether those who take gzip get it, asked at every request */
    SseEndpoint(Vertx vertx, Crowd crowd, Seats seats, Counters counters, BooleanSupplier compression) {
        this.vertx = vertx;
        this.crowd = crowd;
        this.seats = seats;
        this.counters = counters;
        this.compression = compression;
    }

    void mount(Router router) {
        router.get("/sse").handler(this::open);
        router.post("/sse/:connection/topics")
                .handler(BodyHandler.create(false).setBodyLimit(TOPICS_BYTES))
                .handler(this::change);
    }

    private void open(RoutingContext call) {
        HttpServerResponse response = call.response();
        try {
            SseRequest wanted = SseRequest.of(call);
            response.setChunked(true)
                    .setWriteQueueMaxSize(WRITE_QUEUE)
                    .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                    .putHeader("Cache-Control", "no-cache, no-transform")
                    .putHeader("X-Accel-Buffering", "no");
            Seats.Seat seat = new Seats.Seat(
                    call.request().remoteAddress().hostAddress(), Optional.ofNullable(call.get(Access.HOLDER)));
            if (crowd.isClosed() || !seats.take(seat)) later(response);
            else join(call, wanted, seat);
        } catch (IllegalArgumentException e) {
            Problem.badRequest(String.valueOf(e.getMessage())).send(response);
        }
    }

    /** An error status would end a browser's attempts for good; this makes it come back. */
    private void later(HttpServerResponse response) {
        counters.refused.increment();
        response.end(Buffer.buffer(SseEvent.retry(Greeting.retryMs())));
    }

    private void join(RoutingContext call, SseRequest wanted, Seats.Seat seat) {
        HttpServerResponse response = call.response();
        Runnable hangUp = () -> vertx.setTimer(GOODBYE_MS, late -> {
            if (!response.closed()) response.reset();
        });
        Subscriber subscriber = crowd.join(wanted.topics(), wanted.cursor(), wanted.beatMs(), outlet(call), hangUp);
        boolean[] left = {false};
        Runnable leave = () -> {
            if (left[0]) return;
            left[0] = true;
            crowd.leave(subscriber);
            seats.leave(seat);
        };
        response.closeHandler(closed -> leave.run());
        response.exceptionHandler(broken -> leave.run());
        // over HTTP/2 the connection outlives the stream
        response.endHandler(ended -> leave.run());
    }

    private Outlet outlet(RoutingContext call) {
        if (!compression.getAsBoolean() || !takesGzip(call)) return Outlet.of(call.request());
        call.response().putHeader("Content-Encoding", "gzip").headers().add("Vary", "Accept-Encoding");
        return Outlet.of(call.request()).packed(packer);
    }

    private static boolean takesGzip(RoutingContext call) {
        return call.parsedHeaders().acceptEncoding().stream()
                .anyMatch(one -> one.value().equalsIgnoreCase("gzip") && one.weight() > 0);
    }

    private void change(RoutingContext call) {
        try {
            Topics topics = Topics.parse(topicsOf(call));
            if (crowd.change(call.pathParam("connection"), topics)) answer(call, topics);
            else
                Problem.notFound("no such connection here; connect again with the topics wanted")
                        .send(call.response());
        } catch (IllegalArgumentException e) {
            Problem.badRequest(String.valueOf(e.getMessage())).send(call.response());
        }
    }

    private static void answer(RoutingContext call, Topics topics) {
        call.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(Json.write(Map.of("topics", topics.list())));
    }

    /** {@code {"topics": ["news", …]}}, or the same list as one text with commas. */
    private static String topicsOf(RoutingContext call) {
        var topics = Payloads.object(String.valueOf(call.body().asString()))
                .orElseThrow(() -> new IllegalArgumentException("the body is no JSON object with topics"))
                .path("topics");
        if (!topics.isArray()) return topics.asText();
        StringBuilder list = new StringBuilder();
        topics.forEach(topic -> list.append(topic.asText()).append(','));
        return list.toString();
    }
}
