package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import marketswarm.redis.Json;

/** Below {@code /control}: turns the switches, makes things happen, tells the counters. For this machine only. */
final class Control {

    private static final int NORMAL = 1000;

    private final Options options;
    private final SwitchBoard board;
    private final Sessions sessions;
    private final Source source;

    Control(Options options, SwitchBoard board, Sessions sessions, Source source) {
        this.options = options;
        this.board = board;
        this.sessions = sessions;
        this.source = source;
    }

    Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(Control::onlyThisMachine);
        router.route().handler(BodyHandler.create(false));
        router.get("/").handler(context -> answer(context, overview()));
        router.get("/switches").handler(context -> answer(context, board.now()));
        router.put("/switches").handler(context -> answer(context, board.turn(body(context))));
        router.get("/keys").handler(context -> answer(context, board.keys()));
        router.put("/keys").handler(this::keys);
        router.get("/connections").handler(context -> answer(context, connections()));
        router.get("/counters").handler(context -> answer(context, counters()));
        router.delete("/counters").handler(this::reset);
        router.post("/drop").handler(context -> now(context, sessions::dropAll));
        router.post("/close").handler(context -> {
            int code = number(context, "code", NORMAL);
            now(context, () -> sessions.closeAll((short) code));
        });
        router.post("/half-open").handler(context -> now(context, sessions::freeze));
        router.post("/wake").handler(context -> now(context, sessions::wake));
        router.post("/restart").handler(context -> {
            int downMs = number(context, "down_ms", 0);
            now(context, () -> sessions.restart(downMs));
        });
        router.post("/inject/:cluster").handler(this::inject);
        router.route()
                .handler(context -> fail(context, 404, "there is no such thing; GET /control/ tells what there is"));
        router.route().failureHandler(Control::failed);
        return router;
    }

    private ObjectNode overview() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("seed", options.seed()).put("deflate", options.deflate()).put("connections", sessions.size());
        if (options.load() != null) json.set("load", Json.MAPPER.valueToTree(options.load()));
        else if (options.playback() != null)
            json.put("playback_speed", options.playback().speed());
        else json.put("ticks_per_second", options.ticksPerSecond());
        ObjectNode what = json.putObject("requests");
        what.put("GET, PUT /control/switches", "how the vendor behaves; PUT changes the fields that it names");
        what.put("GET, PUT /control/keys", "plans by API key; PUT adds or changes, null takes a key away");
        what.put("GET /control/connections", "who is connected, to what subscribed, how much is unsent");
        what.put(
                "GET, DELETE /control/counters", "everything sent, by cluster, channel and symbol; DELETE starts at 0");
        what.put("POST /control/drop", "ends every socket without a close frame");
        what.put("POST /control/close?code=1001", "ends every socket with that close code");
        what.put("POST /control/half-open", "the sockets stay open and say and hear nothing, until /control/wake");
        what.put("POST /control/wake", "ends half-open");
        what.put("POST /control/restart?down_ms=5000", "drops everybody and serves nobody for that long");
        what.put("POST /control/inject/CLUSTER", "sends the body to the sockets of a cluster, as it is, in one frame");
        return json;
    }

    private ObjectNode counters() {
        source.settle();
        return sessions.counters().json();
    }

    private void reset(RoutingContext context) {
        source.settle();
        sessions.counters().reset();
        answer(context, sessions.counters().json());
    }

    private void keys(RoutingContext context) {
        board.keys(body(context));
        answer(context, board.keys());
    }

    private ArrayNode connections() {
        ArrayNode all = Json.MAPPER.createArrayNode();
        for (Session session : sessions.open()) {
            ObjectNode json = all.addObject()
                    .put("cluster", session.market().cluster())
                    .put("authorized", session.isAuthorized())
                    .put("half_open", session.outbox().isSilent())
                    .put("unsent_bytes", session.outbox().wire().unsent());
            json.set("topics", Json.MAPPER.valueToTree(session.subscriptions().held()));
        }
        return all;
    }

    private void inject(RoutingContext context) {
        Market market = Market.named(context.pathParam("cluster"))
                .orElseThrow(() -> new IllegalArgumentException("there is no such cluster"));
        String text = Objects.requireNonNullElse(context.body().asString(), "");
        now(context, () -> sessions.tell(market, text));
    }

    private void now(RoutingContext context, Runnable step) {
        step.run();
        answer(context, Json.MAPPER.createObjectNode().put("connections", sessions.size()));
    }

    private static JsonNode body(RoutingContext context) {
        return Json.read(Objects.requireNonNullElse(context.body().asString(), ""), JsonNode.class);
    }

    private static int number(RoutingContext context, String name, int otherwise) {
        String text = context.request().getParam(name);
        return text == null ? otherwise : Integer.parseInt(text);
    }

    private static void answer(RoutingContext context, Object value) {
        respond(context, 200, Json.write(value));
    }

    private static void failed(RoutingContext context) {
        Throwable failure = context.failure();
        boolean theirs = failure instanceof IllegalArgumentException;
        fail(context, theirs ? 400 : 500, String.valueOf(failure == null ? "" : failure.getMessage()));
    }

    private static void fail(RoutingContext context, int status, String message) {
        respond(context, status, Json.write(Json.MAPPER.createObjectNode().put("error", message)));
    }

    private static void respond(RoutingContext context, int status, String json) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(json + "\n");
    }

    private static void onlyThisMachine(RoutingContext context) {
        if (isLoopback(context.request().remoteAddress())) context.next();
        else fail(context, 403, "only for the machine that the simulator runs on");
    }

    private static boolean isLoopback(SocketAddress address) {
        try {
            return InetAddress.getByName(address.hostAddress()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
