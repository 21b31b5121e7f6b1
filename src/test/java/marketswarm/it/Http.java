package marketswarm.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import marketswarm.redis.Json;

/** What a user's curl would see. */
final class Http {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private Http() {}

    record Answer(int status, String body) {

        JsonNode json() {
            return Json.read(body, JsonNode.class);
        }
    }

    static Answer get(String url) throws IOException, InterruptedException {
        return send(request(url).GET());
    }

    static Answer post(String url, String json) throws IOException, InterruptedException {
        return send(request(url).POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    static Answer put(String url, String json) throws IOException, InterruptedException {
        return send(request(url).PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    static Answer get(String url, String token) throws IOException, InterruptedException {
        return send(request(url).header("Authorization", "Bearer " + token));
    }

    /** Reads a stream until each of those events has come; which ones came in time. */
    static Set<String> events(String url, String token, Set<String> wanted, Duration atMost)
            throws IOException, InterruptedException {
        HttpResponse<Stream<String>> response = CLIENT.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        Set<String> seen = new TreeSet<>();
        try (Stream<String> body = response.body()) {
            CompletableFuture.runAsync(() -> collect(body.iterator(), wanted, seen))
                    .completeOnTimeout(null, atMost.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
        return seen;
    }

    private static void collect(Iterator<String> lines, Set<String> wanted, Set<String> seen) {
        while (lines.hasNext() && !seen.containsAll(wanted)) {
            String line = lines.next();
            if (line.startsWith("event: ")) seen.add(line.substring("event: ".length()));
        }
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10));
    }

    private static Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }
}
