package marketswarm.bench.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicLong;
import marketswarm.redis.Json;

/** A stand-in for the model's server: answers every item well after a moment, unless it is told to misbehave. */
final class ModelServer implements AutoCloseable {

    /** How it may misbehave. */
    enum Mood {
        WELL,
        FAILING,
        BUSY,
        SILENT,
        NONSENSE
    }

    private static final int THINKS_MS = 30;
    private static final String ANALYSIS = """
            {"summary":"It was said.","bullets":["It was said."],
             "sentiment":{"label":"neutral","score":0,"confidence":0.5},
             "tickers":[],"topics":["news"],"event_type":"other","impact":"low","abstained":false}""";

    private final Vertx vertx;
    private final HttpServer server;
    private final AtomicLong answered = new AtomicLong();
    private volatile Mood mood = Mood.WELL;

    ModelServer(Vertx vertx) {
        this.vertx = vertx;
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request)));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    int port() {
        return server.actualPort();
    }

    void is(Mood next) {
        mood = next;
    }

    /** Good answers that were given. */
    long answered() {
        return answered.get();
    }

    private void answer(HttpServerRequest request) {
        switch (mood) {
            case FAILING -> request.response().setStatusCode(500).end("{}");
            case BUSY ->
                request.response()
                        .setStatusCode(429)
                        .putHeader("Retry-After", "1")
                        .end("{}");
            case SILENT -> {} // it never answers
            case NONSENSE -> say(request, "I would rather not.");
            case WELL ->
                vertx.setTimer(THINKS_MS, thought -> {
                    answered.incrementAndGet();
                    say(request, ANALYSIS);
                });
        }
    }

    private static void say(HttpServerRequest request, String content) {
        JsonNode answer = Json.read("""
                {"id": "1", "object": "chat.completion", "model": "drill",
                 "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": %s}}],
                 "usage": {"prompt_tokens": 500, "completion_tokens": 80, "total_tokens": 580}}""".formatted(Json.write(content)), JsonNode.class);
        request.response().putHeader("Content-Type", "application/json").end(answer.toString());
    }

    @Override
    public void close() {
        server.close();
    }
}
