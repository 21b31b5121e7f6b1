package marketswarm.component.marketsocket;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A vendor that does what the test says when somebody connects. */
final class SocketServer implements AutoCloseable {

    /** When each connect came, {@link System#nanoTime}. */
    final List<Long> connects = new CopyOnWriteArrayList<>();
    /** Every text received. */
    final List<String> received = new CopyOnWriteArrayList<>();
    /** The close code of every socket that has ended; null where there was none. */
    final List<Short> closes = new CopyOnWriteArrayList<>();

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    SocketServer(Consumer<ServerWebSocket> greeting) {
        this(0, greeting);
    }

    SocketServer(int port, Consumer<ServerWebSocket> greeting) {
        server = vertx.createHttpServer().webSocketHandler(socket -> {
            connects.add(System.nanoTime());
            socket.textMessageHandler(received::add);
            socket.closeHandler(closed -> closes.add(socket.closeStatusCode()));
            greeting.accept(socket);
        });
        server.listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String url(String path) {
        return "ws://127.0.0.1:" + server.actualPort() + path;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
