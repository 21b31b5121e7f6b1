package marketswarm.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import marketswarm.redis.Json;

/** The JSON of every kind of event: decimals stay text, times and sequence numbers become numbers. */
final class Payloads {

    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");

    private Payloads() {}

    static String tick(String symbol, Map<String, String> fields) {
        return fields(symbol, fields).toString();
    }

    static String snapshot(String symbol, Map<String, String> hash) {
        return fields(symbol, hash).toString();
    }

    static ObjectNode fields(String symbol, Map<String, String> fields) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("symbol", symbol);
        fields.forEach((name, value) -> {
            if (!name.equals("symbol")) put(json, name, value);
        });
        return json;
    }

    private static void put(ObjectNode json, String name, String value) {
        boolean number = name.endsWith("_ms") || name.equals("seq");
        if (number && INTEGER.matcher(value).matches()) json.put(name, Long.parseLong(value));
        else json.put(name, value);
    }

    static String event(Map<String, String> fields) {
        return eventFields(fields).toString();
    }

    static ObjectNode eventFields(Map<String, String> fields) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        fields.forEach((name, value) -> {
            if (name.equals("data")) json.set(name, object(value).orElse(Json.MAPPER.createObjectNode()));
            else put(json, name, value);
        });
        return json;
    }

    /** A document without its long text, which is asked for when somebody opens it; empty for what is no object. */
    static Optional<String> document(String text) {
        return object(text).map(document -> document.without("content_text").toString());
    }

    static String mesh(String service, String document) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("service", service);
        object(document).ifPresent(json::setAll);
        return json.toString();
    }

    static Optional<ObjectNode> object(String text) {
        try {
            JsonNode node = Json.read(text, JsonNode.class);
            return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IllegalArgumentException notJson) {
            return Optional.empty();
        }
    }
}
