package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import marketswarm.redis.Json;

/** Plain HTTP to a simulator. */
final class ControlClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    ControlClient(Simulator simulator) {
        this.base = simulator.restUrl();
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    JsonNode json(String path) throws Exception {
        return Json.read(get(path).body(), JsonNode.class);
    }

    void turn(String switches) throws Exception {
        HttpResponse<String> answer = send("PUT", "/control/switches", switches);
        if (answer.statusCode() != 200) throw new AssertionError(answer.body());
    }
}
