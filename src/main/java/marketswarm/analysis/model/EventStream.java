package marketswarm.analysis.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;
import marketswarm.redis.Json;

/** An answer that came in pieces although nobody asked for pieces: some gateways stream whatever the request says. */
final class EventStream {

    private static final Pattern START = Pattern.compile("\\s*(?:data|event|id|retry)?:.*", Pattern.DOTALL);

    private EventStream() {}

    static boolean is(String body) {
        return START.matcher(body).matches();
    }

    /** The pieces put together as one chat completion; an error among them wins. */
    static JsonNode joined(String body) {
        List<JsonNode> pieces = body.lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> read(line.substring(5)))
                .filter(JsonNode::isObject)
                .toList();
        ObjectNode whole = Json.MAPPER.createObjectNode();
        StringBuilder content = new StringBuilder();
        ObjectNode choice = whole.putArray("choices").addObject();
        for (JsonNode piece : pieces) {
            if (piece.has("error")) return piece;
            content.append(piece.at("/choices/0/delta/content").asText(""));
            if (piece.at("/choices/0/finish_reason").isTextual())
                choice.set("finish_reason", piece.at("/choices/0/finish_reason"));
            if (piece.path("usage").isObject()) whole.set("usage", piece.path("usage"));
        }
        choice.putObject("message").put("content", content.toString());
        return whole;
    }

    private static JsonNode read(String data) {
        try {
            return Json.tree(data);
        } catch (JsonProcessingException e) {
            return Json.MAPPER.missingNode(); // [DONE]
        }
    }
}
