package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import marketswarm.redis.Json;
import org.jspecify.annotations.Nullable;

/** The conversation with one client. All of it happens on the one event loop. */
final class Session {

    private static final int MOST_CHARACTERS_OF_A_FRAME = 900_000;
    private static final short POLICY_VIOLATION = 1008;
    private static final String NO_WEBSOCKETS =
            "Your plan doesn't include websocket access. " + "Visit https://massive.com/pricing to upgrade.";
    /** With the vendor's blank at the end. */
    private static final String TOO_MANY = "Maximum number of websocket connections exceeded. ";

    private final ServerWebSocket socket;
    private final Wire wire;
    private final Market market;
    private final Sessions others;
    private final Set<String> held = new HashSet<>();
    private final StringBuilder frame = new StringBuilder();
    private @Nullable Plan plan;
    private String key = "";
    private boolean silent;

    Session(ServerWebSocket socket, Market market, Sessions others) {
        this.socket = socket;
        this.wire = new Wire(socket);
        this.market = market;
        this.others = others;
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

    void greet() {
        say("connected", "Connected Successfully");
    }

    /** One command of the client: {@code {"action":"subscribe","params":"T.AAPL, Q.AAPL"}}. */
    void hear(String text) {
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
            case "subscribe" -> subscribe(names(params));
            case "unsubscribe" -> unsubscribe(names(params));
            default -> say("error", "unknown action");
        }
    }

    /** Keeps the element for the next frame when the client holds its topic. */
    void offer(String channel, String symbol, Encoded element) {
        if (silent || !(held.contains(channel + '.' + symbol) || held.contains(channel + ".*"))) return;
        String json = element.json();
        if (frame.length() + json.length() > MOST_CHARACTERS_OF_A_FRAME) flush();
        frame.append(frame.isEmpty() ? '[' : ',').append(json);
    }

    void flush() {
        if (frame.isEmpty()) return;
        if (socket.writeQueueFull()) {
            wire.drop();
            return;
        }
        socket.writeFinalTextFrame(frame.append(']').toString());
        frame.setLength(0);
    }

    void drop() {
        wire.drop();
    }

    void freeze() {
        silent = true;
        frame.setLength(0);
        wire.deafen();
    }

    void timeOut() {
        send(List.of(SocketJson.status("auth_timeout", "No authentication request received.")));
        socket.close();
    }

    void evict() {
        send(List.of(SocketJson.status("max_connections", TOO_MANY)));
        socket.close(POLICY_VIOLATION);
    }

    private void authorize(String given) {
        Plan found = others.planOf(given);
        if (found == null) refuse("authentication failed");
        else if (!found.clusters().contains(market.cluster())) refuse(NO_WEBSOCKETS);
        else {
            plan = found;
            key = given;
            say("auth_success", "authenticated");
            others.enforce(this, found.maxConnections());
        }
    }

    private void refuse(String message) {
        silent = true;
        socket.writeFinalTextFrame('[' + SocketJson.status("auth_failed", message) + ']')
                .onComplete(written -> wire.drop());
    }

    private void subscribe(List<String> names) {
        List<String> denied = new ArrayList<>();
        List<String> accepted = new ArrayList<>();
        for (String name : names) {
            if (!market.has(channel(name))) continue;
            if (plan == null || plan.excluded().contains(channel(name))) {
                denied.add(SocketJson.status("error", "not authorized"));
            } else if (held.add(name)) accepted.add(SocketJson.status("success", "subscribed to: " + name));
        }
        denied.addAll(accepted);
        send(denied);
    }

    private void unsubscribe(List<String> names) {
        send(names.stream()
                .filter(held::remove)
                .map(name -> SocketJson.status("success", "unsubscribed to: " + name))
                .toList());
    }

    private static List<String> names(String params) {
        return List.of(params.split(",", -1)).stream()
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Up to the first dot, because a symbol may have dots itself: T.BRK.B. Without a dot there is no channel. */
    private static String channel(String name) {
        return name.substring(0, Math.max(0, name.indexOf('.')));
    }

    private void say(String status, String message) {
        send(List.of(SocketJson.status(status, message)));
    }

    /** All answers to one command in one frame, however many; no answer is no frame. */
    private void send(List<String> elements) {
        if (silent) return;
        flush();
        for (String element : elements) {
            if (frame.length() + element.length() > MOST_CHARACTERS_OF_A_FRAME) flush();
            frame.append(frame.isEmpty() ? '[' : ',').append(element);
        }
        flush();
    }
}
