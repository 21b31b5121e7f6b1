package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An earlier document made loadable again: with the secrets of today, which the history does not keep. */
public final class Rollback {

    private static final String HIDDEN = "***";

    private final Redactor redactor;

    private Rollback(Redactor redactor) {
        this.redactor = redactor;
    }

    /**
     * @param earlier of the history
     * @param current gives its secrets, and its passwords in addresses
     * @throws Misconfigured when the history hides something that the current truth does not hold at the same place
     */
    public static ObjectNode of(ObjectNode earlier, Truth current) {
        ObjectNode now = current.written();
        ObjectNode document = earlier.deepCopy();
        document.remove("secrets");
        new Rollback(current.redactor()).restore("", document, now);
        if (now.has("secrets")) document.set("secrets", now.get("secrets"));
        return document;
    }

    private void restore(String pointer, JsonNode value, @Nullable JsonNode now) {
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                JsonNode there = now == null ? null : now.get(field.getKey());
                String below = pointer + "/" + field.getKey();
                if (isHidden(field.getValue())) object.set(field.getKey(), shown(below, field.getValue(), there));
                else restore(below, field.getValue(), there);
            }
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode there = now == null ? null : now.get(i);
                if (isHidden(array.get(i))) array.set(i, shown(pointer + "/" + i, array.get(i), there));
                else restore(pointer + "/" + i, array.get(i), there);
            }
        }
    }

    private static boolean isHidden(JsonNode value) {
        return value instanceof TextNode && value.textValue().contains(HIDDEN);
    }

    private JsonNode shown(String pointer, JsonNode hidden, @Nullable JsonNode now) {
        if (now != null && now.isTextual() && redactor.redact(now.textValue()).equals(hidden.textValue())) return now;
        throw new Misconfigured("truth: " + pointer + " holds a secret that the history does not keep and the loaded"
                + " truth does not have there. Write it into truth.json and run: ./admin load-truth");
    }
}
