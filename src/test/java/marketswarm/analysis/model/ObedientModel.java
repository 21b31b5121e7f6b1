package marketswarm.analysis.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import marketswarm.redis.Json;

/** A model that does whatever the article asks of it, every time it is asked. */
final class ObedientModel implements Transport {

    /** What it was shown: our instructions with their canary, and the fenced article with its random word. */
    record Shown(String system, String user) {

        String canary() {
            return system.strip().substring(system.strip().lastIndexOf(' ') + 1);
        }

        String nonce() {
            return user.substring(user.indexOf("<<<ARTICLE ") + 11, user.indexOf('\n', user.indexOf("<<<ARTICLE ")));
        }
    }

    private final BiFunction<ObjectNode, Shown, String> obeys;
    final List<JsonNode> asked = new ArrayList<>();

    /** @param obeys from an honest answer and what was shown to what it says instead */
    ObedientModel(BiFunction<ObjectNode, Shown, String> obeys) {
        this.obeys = obeys;
    }

    Shown shown() {
        JsonNode messages = asked.get(0).path("messages");
        return new Shown(
                messages.at("/0/content").asText(), messages.at("/1/content").asText());
    }

    @Override
    public Answer post(String url, Map<String, String> headers, String jsonBody) {
        asked.add(Json.read(jsonBody, JsonNode.class));
        String content = obeys.apply(Json.read(FakeModel.GOOD, ObjectNode.class), shown());
        return new Answer(200, Map.of(), """
                {"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":%s}}],
                 "usage":{"prompt_tokens":1000,"completion_tokens":200}}""".formatted(Json.write(content)));
    }
}
