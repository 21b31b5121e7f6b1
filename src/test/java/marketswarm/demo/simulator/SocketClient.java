package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import marketswarm.redis.Json;

/** A client that shares no code with the simulator: the JDK's. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {

    private static final String CONNECTED =
            "[{\"ev\":\"status\",\"status\":\"connected\",\"message\":\"Connected Successfully\"}]";
    private static final String AUTHENTICATED =
            "[{\"ev\":\"status\",\"status\":\"auth_success\",\"message\":\"authenticated\"}]";

    final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    final CompletableFuture<String> pong = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    SocketClient(String url) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(url), this)
                .join();
    }

    /** Connected, greeted and authorized. */
    static SocketClient in(Simulator simulator, String cluster) throws InterruptedException {
        var client = new SocketClient(simulator.wsUrl(cluster));
        client.expect(CONNECTED);
        client.send("{\"action\":\"auth\",\"params\":\"demo\"}");
        client.expect(AUTHENTICATED);
        return client;
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    void subscribe(String params) {
        send("{\"action\":\"subscribe\",\"params\":\"" + params + "\"}");
    }

    void ping(String text) {
        socket.sendPing(ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .join();
    }

    String next() throws InterruptedException {
        String frame = frames.poll(10, TimeUnit.SECONDS);
        if (frame == null) throw new AssertionError("no frame within 10 s");
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
        return closed.get(30, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(partial.toString());
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
        pong.complete(java.nio.charset.StandardCharsets.UTF_8.decode(message).toString());
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(1006);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
