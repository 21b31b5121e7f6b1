package marketswarm.redis;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The one spelling of JSON in Redis and on the wire: snake_case, absent rather than null, decimals as written. */
public final class Json {

    /** Shared, immutable after construction. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "json: cannot write " + value.getClass().getSimpleName(), e);
        }
    }

    /** @throws IllegalArgumentException when the text is not JSON of that shape; the text itself is not repeated */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("json: not " + name(type) + " (" + where(e) + ")", e);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "json: not " + name(type) + " (a number's exponent is beyond all measure)", e);
        }
    }

    private static String name(Class<?> type) {
        if (type == JsonNode.class) return "JSON";
        return type == ObjectNode.class ? "a JSON object" : "a " + type.getSimpleName();
    }

    /** Any JSON. */
    public static JsonNode tree(String json) throws JsonProcessingException {
        return tree(MAPPER.reader(), json);
    }

    /** Any JSON, with the reader's leniency; a number beyond all measure, of which Jackson tells in its own way, is none. */
    public static JsonNode tree(ObjectReader reader, String json) throws JsonProcessingException {
        try {
            return reader.readTree(json);
        } catch (NumberFormatException e) {
            throw new JsonParseException(null, "a number's exponent is beyond all measure", e);
        }
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? "unknown position"
                : "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }
}
