package marketswarm.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import marketswarm.redis.Json;
import marketswarm.testing.RedisProcess;

/** The vendor's look-alike under load, in a process of its own: pre-encoded frames, every event counted. */
public final class LoadSimulator implements AutoCloseable {

    public static final int SYMBOLS = 500;

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Background process;
    private final String address;

    private LoadSimulator(Background process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * @param rate events a second; 0 for as many as are taken
     * @param events that each connection gets; 0 for no end
     */
    public static LoadSimulator start(Run run, int perFrame, long rate, long events) throws Exception {
        int port = RedisProcess.freePort();
        List<String> command = List.of(
                ServiceProcess.java(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-jar",
                ServiceProcess.JAR,
                "simulator",
                "load",
                "--port",
                "" + port,
                "--symbols",
                "" + SYMBOLS,
                "--events-per-frame",
                "" + perFrame,
                "--rate",
                "" + rate,
                "--events",
                "" + events);
        Background process = Background.start(run, "simulator-" + port, command, Map.of());
        process.says("^Control", STARTS_WITHIN);
        return new LoadSimulator(process, "127.0.0.1:" + port);
    }

    /** {@code host:port} */
    public String address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    /** Cuts every connection; who comes back gets the load anew. */
    void drop() throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(uri("drop")).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** Events handed to TCP since the start. */
    public long sent() throws IOException, InterruptedException {
        return Json.read(send(HttpRequest.newBuilder(uri("counters"))), JsonNode.class)
                .at("/events/sent")
                .asLong();
    }

    private URI uri(String what) {
        return URI.create("http://" + address + "/control/" + what);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        process.close();
    }
}
