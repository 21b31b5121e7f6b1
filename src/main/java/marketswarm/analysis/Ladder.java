package marketswarm.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How firmly a server can be asked for JSON; what it refused once is not asked of it again. */
final class Ladder {

    enum Rung {
        JSON_SCHEMA,
        JSON_OBJECT,
        PROMPT_ONLY;

        /** Adds this rung's {@code response_format}. */
        void applyTo(ObjectNode body) {
            if (this == PROMPT_ONLY) return;
            ObjectNode format = body.putObject("response_format");
            format.put("type", this == JSON_SCHEMA ? "json_schema" : "json_object");
            if (this == JSON_OBJECT) return;
            ObjectNode schema = format.putObject("json_schema");
            schema.put("name", "analysis").put("strict", true);
            schema.set("schema", AnswerSchema.TREE);
        }

        private @Nullable Rung next() {
            return switch (this) {
                case JSON_SCHEMA -> JSON_OBJECT;
                case JSON_OBJECT -> PROMPT_ONLY;
                case PROMPT_ONLY -> null;
            };
        }
    }

    private final Map<ModelSettings.Endpoint, Rung> known = new ConcurrentHashMap<>();

    Rung at(ModelSettings.Endpoint endpoint) {
        return known.getOrDefault(endpoint, Rung.JSON_SCHEMA);
    }

    /** @return false when there is nothing below what was refused */
    boolean below(ModelSettings.Endpoint endpoint, Rung refused) {
        Rung next = refused.next();
        if (next == null) return false;
        // another thread may have gone further down meanwhile
        known.merge(endpoint, next, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        return true;
    }
}
