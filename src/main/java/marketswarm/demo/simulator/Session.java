package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import marketswarm.redis.Json;
import org.jspecify.annotations.Nullable;

/** The conversation with one client. All of it happens on the one event loop. */
final class Session {

    private static final short POLICY_VIOLATION = 1008;
    private static final short TOO_LONG = 1009;
    private static final String NO_WEBSOCKETS =
            "Your plan doesn't include websocket access. Visit https://massive.com/pricing to upgrade.";
    /** With the vendor's blank at the end. */
    private static final String TOO_MANY = "Maximum number of websocket connections exceeded. ";

    private final ServerWebSocket socket;
    private final Market market;
    private final Sessions others;
    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private @Nullable Plan plan;
    private String key = "";

    Session(ServerWebSocket socket, Market market, Sessions others) {
        this.socket = socket;
        this.market = market;
        this.others = others;
        this.outbox = new Outbox(socket, others.board(), others.counters());
        this.subscriptions = new Subscriptions(market, others.board());
    }

    Market market() {
        return market;
    }

    /** Empty until the client has given a good key. */
    String key() {
        return key;
    }

    boolean isAuthorized() {
        return plan != null;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    Outbox outbox() {
        return outbox;
    }

    void greet() {
        say("connected", "Connected Successfully");
    }

    /** One command of the client: {@code {"action":"subscribe","params":"T.AAPL, Q.AAPL"}}. */
    void hear(String text) {
        int longest = others.board().now().subscribeBytes();
        if (longest > 0 && text.length() > longest) {
            close(TOO_LONG);
            return;
        }
        JsonNode command;
        try {
            command = Json.read(text, JsonNode.class);
        } catch (IllegalArgumentException e) {
            say("error", "invalid message");
            return;
        }
        String params = command.path("params").asText();
        switch (command.path("action").asText()) {
            case "auth" -> authorize(params.trim());
            case "subscribe" -> outbox.answer(subscriptions.subscribe(names(params), plan));
            case "unsubscribe" -> outbox.answer(subscriptions.unsubscribe(names(params)));
            default -> say("error", "unknown action");
        }
    }

    /** Keeps the element for the next frame when the client holds its topic. */
    void offer(Encoded element) {
        if (subscriptions.hold(element)) outbox.add(element);
    }

    void ping(Buffer words) {
        if (!outbox.isSilent()) socket.writePing(words);
    }

    void close(short code) {
        outbox.flush();
        socket.close(code);
    }

    void timeOut() {
        others.counters().happened("auth_timeout");
        say("auth_timeout", "No authentication request received.");
        socket.close();
    }

    void evict() {
        others.counters().happened("evicted");
        say("max_connections", TOO_MANY);
        socket.close(POLICY_VIOLATION);
    }

    private void authorize(String given) {
        Plan found = others.board().planOf(given);
        if (found == null) refuse("authentication failed");
        else if (!found.clusters().contains(market.cluster())) refuse(NO_WEBSOCKETS);
        else {
            plan = found;
            key = given;
            others.counters().happened("authenticated");
            say("auth_success", "authenticated");
            others.enforce(this, found.maxConnections());
        }
    }

    private void refuse(String message) {
        others.counters().happened("auth_failed");
        outbox.sayAndDrop(SocketJson.status("auth_failed", message));
    }

    private static List<String> names(String params) {
        return List.of(params.split(",", -1)).stream()
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private void say(String status, String message) {
        outbox.say(SocketJson.status(status, message));
    }
}
