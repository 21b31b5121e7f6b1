package marketswarm.demo.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import marketswarm.redis.Json;

/** Changes some fields of a record by JSON that names them. */
final class Patch {

    private static final ObjectReader STRICT = Json.MAPPER
            .reader()
            .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private Patch() {}

    /** @throws IllegalArgumentException with the field that does not exist, or what is wrong with its value */
    static <T extends Record> T apply(T record, JsonNode changes, Class<T> type) {
        if (!changes.isObject()) throw new IllegalArgumentException("expected a JSON object");
        ObjectNode fields = Json.MAPPER.valueToTree(record);
        List<String> names = fields.propertyStream().map(Map.Entry::getKey).toList();
        changes.fieldNames().forEachRemaining(name -> {
            if (!fields.has(name))
                throw new IllegalArgumentException("there is no " + name + "; there are " + String.join(", ", names));
        });
        try {
            return STRICT.treeToValue(fields.setAll((ObjectNode) changes), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    e.getCause() instanceof IllegalArgumentException ours
                            ? String.valueOf(ours.getMessage())
                            : e.getOriginalMessage(),
                    e);
        }
    }
}
