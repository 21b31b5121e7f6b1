package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import marketswarm.redis.Json;

/** A client that shares no code with the simulator, and what a test says to it and waits for. */
final class SocketClient implements AutoCloseable {

    private static final int PATIENCE_S = 60;
    private static final int ABNORMAL = 1006;
    private static final String CONNECTED =
            "[{\"ev\":\"status\",\"status\":\"connected\",\"message\":\"Connected Successfully\"}]";
    private static final String AUTHENTICATED =
            "[{\"ev\":\"status\",\"status\":\"auth_success\",\"message\":\"authenticated\"}]";

    final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    final CompletableFuture<String> pong = new CompletableFuture<>();
    final CompletableFuture<String> pinged = new CompletableFuture<>();
    private final BareWebSocket socket;

    /** @throws BareWebSocket.Refused when the server does not switch to WebSocket */
    SocketClient(String url) throws IOException {
        socket = BareWebSocket.connect(URI.create(url));
        Thread reader = new Thread(this::read, "socket-client");
        reader.setDaemon(true);
        reader.start();
    }

    /** Connected, greeted and authorized. */
    static SocketClient in(Simulator simulator, String cluster) throws Exception {
        return in(simulator, cluster, "demo");
    }

    static SocketClient in(Simulator simulator, String cluster, String key) throws Exception {
        var client = new SocketClient(simulator.wsUrl(cluster));
        client.expect(CONNECTED);
        client.authorize(key);
        client.expect(AUTHENTICATED);
        return client;
    }

    void authorize(String key) throws IOException {
        send("{\"action\":\"auth\",\"params\":\"" + key + "\"}");
    }

    void send(String text) throws IOException {
        socket.send(BareWebSocket.TEXT, text);
    }

    void subscribe(String params) throws IOException {
        send("{\"action\":\"subscribe\",\"params\":\"" + params + "\"}");
    }

    void ping(String text) throws IOException {
        socket.send(BareWebSocket.PING, text);
    }

    String next() throws InterruptedException {
        String frame = frames.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (frame == null) throw new AssertionError("no frame within " + PATIENCE_S + " s");
        return frame;
    }

    void expect(String frame) throws InterruptedException {
        String got = next();
        if (!got.equals(frame)) throw new AssertionError("expected " + frame + " but got " + got);
    }

    /** The first element, in whatever frame, that is wanted. */
    JsonNode element(Predicate<JsonNode> wanted) throws InterruptedException {
        while (true) {
            for (JsonNode element : Json.read(next(), JsonNode.class)) {
                if (wanted.test(element)) return element;
            }
        }
    }

    JsonNode event(String channel) throws InterruptedException {
        return element(element -> element.path("ev").asText().equals(channel));
    }

    /** The messages of status elements up to and including that one. */
    List<String> messagesUntil(String last) throws InterruptedException {
        List<String> messages = new ArrayList<>();
        element(element -> {
            if (element.path("ev").asText().equals("status"))
                messages.add(element.path("message").asText());
            return element.path("message").asText().equals(last);
        });
        return messages;
    }

    /** Close code, 1006 when TCP ended without a close frame. */
    int closeCode() throws Exception {
        return closed.get(PATIENCE_S, TimeUnit.SECONDS);
    }

    private void read() {
        try {
            for (var frame = socket.next(); frame != null; frame = socket.next()) {
                switch (frame.opcode()) {
                    case BareWebSocket.TEXT -> frames.add(frame.text());
                    case BareWebSocket.PING -> pinged.complete(frame.text());
                    case BareWebSocket.PONG -> pong.complete(frame.text());
                    case BareWebSocket.CLOSE -> closed.complete(frame.closeCode());
                    default -> {}
                }
            }
        } catch (IOException e) {
            // a reset is as good an end as any
        }
        closed.complete(ABNORMAL);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
