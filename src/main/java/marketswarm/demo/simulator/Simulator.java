package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import marketswarm.redis.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The vendor Massive on this machine: a WebSocket path per cluster and REST, on one port, from one tape. Everything
 * runs on one event loop, so that a switch has taken effect when its method returns.
 */
public final class Simulator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);
    private static final int LARGEST_FRAME = 1 << 20;

    private final Vertx vertx;
    private final Executor loop;
    private final Options options;
    private final SwitchBoard board;
    private final Counters counters = new Counters();
    private final Sessions sessions;
    private final Source source;
    private final HttpServer server;

    private Simulator(Options options, Vertx vertx) {
        this.options = options;
        this.vertx = vertx;
        var context = vertx.getOrCreateContext();
        this.loop = task -> context.runOnContext(any -> task.run());
        this.board = new SwitchBoard(options);
        this.sessions = new Sessions(vertx, board, counters, options.seed());
        History history = new History(Listings.ALL, options.history());
        this.source = source(history);
        Router router = Router.router(vertx);
        router.route("/control*").subRouter(new Control(options, board, sessions, source).router(vertx));
        router.route().subRouter(new RestTwin(options, history, board, sessions).router(vertx));
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setCompressionSupported(true)
                        .setHttp2ClearTextEnabled(false)
                        .setPerMessageWebSocketCompressionSupported(options.deflate())
                        .setPerFrameWebSocketCompressionSupported(options.deflate())
                        .setMaxWebSocketFrameSize(LARGEST_FRAME)
                        .setMaxWebSocketMessageSize(LARGEST_FRAME))
                .webSocketHandshakeHandler(sessions::shakeHands)
                .webSocketHandler(sessions::welcome)
                .requestHandler(router);
    }

    private Source source(History history) {
        Load load = options.load();
        if (load != null) return new LoadSource(load, counters, options.clock());
        Playback playback = options.playback();
        if (playback != null) return new PlaybackSource(playback, counters);
        return new TapeSource(options, history, board, counters);
    }

    /**
     * Listens, with some minutes of market already on the tape.
     *
     * @throws IllegalStateException when the port cannot be had
     */
    public static Simulator start(Options options) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        Simulator simulator = new Simulator(options, vertx);
        try {
            simulator.listen();
            return simulator;
        } catch (CompletionException e) {
            simulator.close();
            throw new IllegalStateException(
                    "simulator: cannot listen on " + options.host() + ":" + options.port()
                            + "; choose another port: --port N, 0 for any that is free",
                    e.getCause());
        }
    }

    private void listen() {
        await(() -> server.listen(options.port(), options.host()));
        vertx.setPeriodic(source.everyMs(), id -> loop.execute(this::beat));
        LOG.info("simulator: listening url={} seed={} rate={}", restUrl(), options.seed(), options.ticksPerSecond());
    }

    private void beat() {
        source.beat(sessions);
        sessions.pingWhenDue(System.nanoTime() / 1_000_000);
    }

    public int port() {
        return server.actualPort();
    }

    /** @param cluster {@code stocks}, {@code crypto}, {@code forex}, {@code indices}, {@code options}, {@code futures} */
    public String wsUrl(String cluster) {
        return "ws://" + options.host() + ":" + port() + "/" + cluster;
    }

    public String restUrl() {
        return "http://" + options.host() + ":" + port();
    }

    /** How many sockets are open. */
    public int connections() {
        return await(() -> Future.succeededFuture(sessions.size()));
    }

    /** Where {@code /control} is; see {@link Control}. */
    public String controlUrl() {
        return restUrl() + "/control";
    }

    /**
     * Changes switches: {@code {"rest_lag_ms": 200, "duplicates": 0.01}}; see {@link Switches}.
     *
     * @throws IllegalArgumentException when a field does not exist or cannot have that value
     */
    public void turn(String switches) {
        JsonNode changes = Json.read(switches, JsonNode.class);
        now(() -> board.turn(changes));
    }

    /** Everything sent, as {@code GET /control/counters} tells it. */
    public JsonNode counters() {
        return await(() -> {
            source.settle();
            return Future.succeededFuture(counters.json());
        });
    }

    /** Ends every TCP connection of a socket without a close frame. */
    public void dropAll() {
        now(sessions::dropAll);
    }

    /** Drops everybody, and serves nobody for a while: the vendor's nightly restart. */
    public void restart(Duration down) {
        now(() -> sessions.restart(down.toMillis()));
    }

    /** The sockets that are open now stay open and never say a word again, not even a pong. New ones are served. */
    public void halfOpen() {
        now(sessions::freeze);
    }

    /**
     * Answers handshakes and REST requests with that HTTP status (403, 429, 503, …) until {@link #accept()}; open
     * sockets are left alone.
     */
    public void refuse(int httpStatus) {
        now(() -> board.turn("refuse", httpStatus));
    }

    /** Ends {@link #refuse(int)}. */
    public void accept() {
        refuse(0);
    }

    /** @param status {@code open}, {@code closed} or {@code extended-hours}, as REST tells it from now on */
    public void marketStatus(String status) {
        now(() -> board.turn("market_status", status));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void now(Runnable task) {
        await(() -> {
            task.run();
            return Future.succeededFuture(true);
        });
    }

    private <T> T await(Supplier<Future<T>> task) {
        Promise<T> promise = Promise.promise();
        loop.execute(() -> {
            try {
                task.get().onComplete(promise);
            } catch (RuntimeException e) {
                promise.fail(e);
            }
        });
        try {
            return promise.future().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IllegalArgumentException theirs) throw theirs;
            throw e;
        }
    }
}
