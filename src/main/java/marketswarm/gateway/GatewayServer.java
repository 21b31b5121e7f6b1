package marketswarm.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.BindException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import marketswarm.truth.Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway's HTTP server: the event stream, the REST mirror and the page. It lives on the hub's event loop. */
public final class GatewayServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
    private static final String POLICY = "default-src 'self'; img-src 'self' https: data:; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    /** What the kernel may hold for one client: more would be stale ticks that nobody can take back. */
    private static final int SEND_BUFFER = 32 * 1024;

    /** A stream carries a heartbeat every 15 s; one that takes nothing for so long is dead. */
    private static final int DEAD_AFTER_SEC = 60;

    private static final int LOGIN_BYTES = 4 * 1024;
    private static final int REST_WORKERS = 4;
    private static final long START_SEC = 10;
    private static final long CLOSE_SEC = 5;

    private final Vertx vertx;
    private final Supplier<Settings.SseGateway> settings;
    private final Supplier<List<String>> tokens;
    private final Hub hub;
    private final State state;
    private final WorkerExecutor workers;
    private final int deadAfterSec;
    private @Nullable HttpServer server;

    /**
     * @param settings host and port are read at start, the rest whenever it is needed
     * @param tokens {@code secrets.sse_gateway.tokens}, asked at every request; empty: loopback only, no questions
     */
    public GatewayServer(
            Vertx vertx, Supplier<Settings.SseGateway> settings, Supplier<List<String>> tokens, Hub hub, State state) {
        this(vertx, settings, tokens, hub, state, DEAD_AFTER_SEC);
    }

    /** @param deadAfterSec how long a client may take nothing */
    GatewayServer(
            Vertx vertx,
            Supplier<Settings.SseGateway> settings,
            Supplier<List<String>> tokens,
            Hub hub,
            State state,
            int deadAfterSec) {
        this.deadAfterSec = deadAfterSec;
        this.vertx = vertx;
        this.settings = settings;
        this.tokens = tokens;
        this.hub = hub;
        this.state = state;
        this.workers = vertx.createSharedWorkerExecutor("gateway-rest", REST_WORKERS);
    }

    /**
     * Listens; not to be called from an event loop.
     *
     * @param anyPortIfTaken take a free port when the one in the settings is taken, rather than fail
     * @throws IllegalStateException when the port is taken, or the host is not loopback and there are no tokens
     */
    public void start(boolean anyPortIfTaken) {
        String host = settings.get().host();
        int port = settings.get().port();
        Router router = router(Access.on(host, tokens));
        try {
            server = listen(router, host, port);
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof BindException)) throw e;
            if (!anyPortIfTaken) {
                throw new IllegalStateException(
                        "gateway: port " + port + " is taken on " + host
                                + "; stop what listens there, or set components.sse_gateway.port",
                        e);
            }
            server = listen(router, host, 0);
        }
        LOG.info("gateway: listening host={} port={}", host, port());
    }

    private HttpServer listen(Router router, String host, int port) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setSendBufferSize(SEND_BUFFER)
                .setWriteIdleTimeout(deadAfterSec);
        CompletableFuture<HttpServer> listening = new CompletableFuture<>();
        hub.context()
                .runOnContext(turn -> vertx.createHttpServer(options)
                        .requestHandler(router)
                        .listen()
                        .onSuccess(listening::complete)
                        .onFailure(listening::completeExceptionally));
        return listening.orTimeout(START_SEC, TimeUnit.SECONDS).join();
    }

    /** The port that is listened on. */
    public int port() {
        if (server == null) throw new IllegalStateException("gateway: not started");
        return server.actualPort();
    }

    private Router router(Access access) {
        Router router = Router.router(vertx);
        router.route().handler(GatewayServer::secure);
        for (String path : List.of("/sse", "/sse/*", "/api/*"))
            router.route(path).handler(this::crossOrigin).handler(access::check);
        BooleanSupplier compression = () -> settings.get().compression();
        new SseEndpoint(vertx, hub.crowd(), new Seats(settings), hub.counters(), compression).mount(router);
        new RestMirror(state, workers).mount(router);
        router.post("/login")
                .handler(BodyHandler.create(false).setBodyLimit(LOGIN_BYTES))
                .handler(call -> access.login(call, shownToken(call)));
        new Page().mount(router);
        Problem.answerAll(router);
        return router;
    }

    private static @Nullable String shownToken(RoutingContext call) {
        String form = call.request().getFormAttribute("token");
        if (form != null) return form;
        return Payloads.object(String.valueOf(call.body().asString()))
                .map(json -> json.path("token").asText())
                .orElse(null);
    }

    private static void secure(RoutingContext call) {
        call.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin");
        call.next();
    }

    private void crossOrigin(RoutingContext call) {
        String origin = call.request().getHeader("Origin");
        boolean allowed = origin != null && settings.get().allowedOrigins().contains(origin);
        if (allowed) {
            call.response()
                    .putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Allow-Credentials", "true")
                    .putHeader("Access-Control-Expose-Headers", "ETag")
                    .putHeader("Vary", "Origin");
        }
        if (allowed && HttpMethod.OPTIONS.equals(call.request().method())) {
            call.response()
                    .putHeader("Access-Control-Allow-Methods", "GET, POST")
                    .putHeader(
                            "Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match, Last-Event-ID")
                    .setStatusCode(204)
                    .end();
            return;
        }
        call.next();
    }

    /** Closes the hub, which says goodbye to every client, then stops listening. */
    @Override
    public void close() {
        hub.close();
        workers.close();
        if (server == null) return;
        CompletableFuture<Void> closed = new CompletableFuture<>();
        server.close().onComplete(done -> closed.complete(null));
        try {
            closed.get(CLOSE_SEC, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            LOG.warn("gateway: the port was not closed in time");
        }
    }
}
