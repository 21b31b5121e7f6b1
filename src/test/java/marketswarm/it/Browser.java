package marketswarm.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import marketswarm.redis.Json;

/** Follows everything that a gateway sends, comes back with its cursor when it is cut off, and remembers what it saw. */
final class Browser implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String token;
    private final List<String> ticks = Collections.synchronizedList(new ArrayList<>());
    private final List<String> news = Collections.synchronizedList(new ArrayList<>());
    private final List<String> analyses = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger conflated = new AtomicInteger();
    private final AtomicInteger gaps = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final Thread reader = new Thread(this::follow, "browser");
    private volatile boolean stopping;
    private volatile String cursor = "";

    Browser(String gateway, String token) {
        this.url = gateway + "/sse?topics=tick:*,news,analysis";
        this.token = token;
        reader.setDaemon(true);
        reader.start();
    }

    private void follow() {
        while (!stopping) {
            try {
                HttpRequest.Builder request =
                        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
                if (!cursor.isEmpty()) request.header("Last-Event-ID", cursor);
                HttpResponse<Stream<String>> response =
                        client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
                connections.incrementAndGet();
                try (Stream<String> body = response.body()) {
                    read(body.iterator());
                }
            } catch (IOException | UncheckedIOException away) {
                Thread.yield();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void read(Iterator<String> lines) {
        String event = "";
        while (!stopping && lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("id: ")) cursor = line.substring(4);
            if (line.startsWith("event: ")) event = line.substring(7);
            if (line.startsWith("data: ")) took(event, Json.read(line.substring(6), JsonNode.class));
        }
    }

    private void took(String event, JsonNode data) {
        switch (event) {
            case "tick" -> {
                ticks.add(data.path("symbol").asText() + " " + data.path("type").asText() + " "
                        + data.path("seq").asText());
                conflated.addAndGet(data.path("conflated").asInt());
            }
            case "news" -> news.add(data.path("uid").asText());
            case "analysis" -> analyses.add(data.path("uid").asText());
            case "gap" -> gaps.incrementAndGet();
            default -> {}
        }
    }

    private static List<String> copy(List<String> seen) {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    List<String> ticks() {
        return copy(ticks);
    }

    List<String> news() {
        return copy(news);
    }

    List<String> analyses() {
        return copy(analyses);
    }

    /** For how many ticks it was given a newer one, by its own word. */
    int conflated() {
        return conflated.get();
    }

    /** How often it was told that something is missing. */
    int gaps() {
        return gaps.get();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        stopping = true;
        reader.interrupt();
    }
}
