package marketswarm.demo.simulator;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The vendor Massive on this machine: a WebSocket path per cluster and REST, on one port, from one tape. Everything
 * runs on one event loop, so that a switch has taken effect when its method returns.
 */
public final class Simulator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);
    private static final long BEAT_MS = 20;
    private static final int LARGEST_FRAME = 1 << 20;

    private final Vertx vertx;
    private final Executor loop;
    private final Options options;
    private final Tape tape;
    private final History history;
    private final Sessions sessions;
    private final RestTwin rest;
    private final HttpServer server;

    private Simulator(Options options, Vertx vertx) {
        this.options = options;
        this.vertx = vertx;
        var context = vertx.getOrCreateContext();
        this.loop = task -> context.runOnContext(any -> task.run());
        long start = options.clock().millis() - options.history().toMillis();
        this.tape = new Tape(Listings.ALL, options.seed(), start - start % 60_000, options.ticksPerSecond());
        this.history = new History(Listings.ALL, options.history());
        this.sessions = new Sessions(vertx, options);
        this.rest = new RestTwin(options, history, sessions);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setCompressionSupported(true)
                        .setHttp2ClearTextEnabled(false)
                        .setMaxWebSocketFrameSize(LARGEST_FRAME)
                        .setMaxWebSocketMessageSize(LARGEST_FRAME))
                .webSocketHandshakeHandler(sessions::shakeHands)
                .webSocketHandler(sessions::welcome)
                .requestHandler(rest.router(vertx));
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
                    "simulator: cannot listen on " + options.host() + ":" + options.port() + "; choose another port",
                    e.getCause());
        }
    }

    private void listen() {
        await(() -> {
            beat();
            return server.listen(options.port(), options.host());
        });
        vertx.setPeriodic(BEAT_MS, id -> loop.execute(this::beat));
        LOG.info("simulator: listening url={} seed={} rate={}", restUrl(), options.seed(), options.ticksPerSecond());
    }

    private void beat() {
        var prints = tape.until(options.clock().millis());
        prints.forEach(history::add);
        sessions.publish(prints);
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

    /** Ends every TCP connection of a socket without a close frame. */
    public void dropAll() {
        now(sessions::dropAll);
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
        now(() -> sessions.refuse(httpStatus));
    }

    /** Ends {@link #refuse(int)}. */
    public void accept() {
        now(() -> sessions.refuse(0));
    }

    /** @param status {@code open}, {@code closed} or {@code extended-hours}, as REST tells it from now on */
    public void marketStatus(String status) {
        now(() -> rest.marketStatus(status));
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
        loop.execute(() -> task.get().onComplete(promise));
        return promise.future().toCompletionStage().toCompletableFuture().join();
    }
}
