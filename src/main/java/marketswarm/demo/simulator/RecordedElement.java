package marketswarm.demo.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import marketswarm.redis.Json;

/** The elements of a recorded frame, each as it was written, with the topic that it belongs to. */
final class RecordedElement {

    private static final JsonFactory JSON = new JsonFactory();

    private RecordedElement() {}

    /** @return false when the frame is no array of objects, so that it can only be played as a whole */
    static boolean split(Market market, String frame, List<Encoded> into) {
        try (JsonParser parser = JSON.createParser(frame)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) return false;
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                if (token == null) return false;
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                int end = (int) parser.currentLocation().getCharOffset();
                add(market, frame.substring(start, end), into);
            }
            return true;
        } catch (IOException e) {
            into.clear();
            return false;
        }
    }

    /** What the vendor said about that conversation is no part of this one. */
    private static void add(Market market, String json, List<Encoded> into) {
        JsonNode element = Json.read(json, JsonNode.class);
        String channel = element.path("ev").asText();
        String spelled = spelled(element);
        if (channel.equals("status") || spelled.isEmpty()) return;
        Topic topic = new Topic(market, channel, rest(market, spelled));
        into.add(Encoded.of(topic, channel + '.' + spelled, json));
    }

    private static String spelled(JsonNode element) {
        for (String name : List.of("sym", "pair", "T", "p")) {
            if (element.path(name).isTextual()) return element.path(name).asText();
        }
        return "";
    }

    private static String rest(Market market, String spelled) {
        if (spelled.contains(":")) return spelled;
        return switch (market) {
            case CRYPTO -> "X:" + spelled.replace("-", "");
            case FOREX -> "C:" + spelled.replace("/", "");
            default -> spelled;
        };
    }
}
