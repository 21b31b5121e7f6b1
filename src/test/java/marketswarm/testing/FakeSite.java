package marketswarm.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that answers by path and remembers what it was asked, byte for byte. */
public final class FakeSite implements AutoCloseable {

    /**
     * One request.
     *
     * @param target path and query as they stood in the request line
     * @param headers by lower-case name
     */
    public record Asked(String method, String target, Map<String, String> headers, String body) {}

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, HttpHandler> pages = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public FakeSite() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url(String target) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + target;
    }

    /** From now on. */
    public FakeSite page(String path, HttpHandler handler) {
        pages.put(path, handler);
        return this;
    }

    public FakeSite page(String path, int status, Map<String, String> headers, byte[] body) {
        return page(path, exchange -> send(exchange, status, headers, body));
    }

    public FakeSite page(String path, int status, Map<String, String> headers, String body) {
        return page(path, status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    public static void send(HttpExchange exchange, int status, Map<String, String> headers, byte[] body)
            throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) exchange.getResponseBody().write(body);
    }

    /** The requests for a path so far, oldest first. */
    public List<Asked> asked(String path) {
        return asked.stream()
                .filter(one -> one.target().split("\\?", 2)[0].equals(path))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join("|", values)));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(new Asked(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
            pages.getOrDefault(exchange.getRequestURI().getPath(), nobody -> send(nobody, 404, Map.of(), new byte[0]))
                    .handle(exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
