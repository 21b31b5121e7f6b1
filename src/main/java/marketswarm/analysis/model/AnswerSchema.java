package marketswarm.analysis.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import marketswarm.analysis.Resource;
import marketswarm.redis.Json;
import org.jspecify.annotations.Nullable;

/** Checks a model's answer with our own schema: what a server promises of its answers is not relied on. */
final class AnswerSchema {

    static final String TEXT = Resource.text("/prompts/analysis.schema.json");
    static final JsonNode TREE = Json.read(TEXT, JsonNode.class);

    /** What an answer turned out to be. */
    sealed interface Checked {

        /** Fits the schema; its numbers may still be out of range. */
        record Valid(JsonNode answer) implements Checked {}

        /** Does not, for these reasons, worded for the model. */
        record Invalid(List<String> problems) implements Checked {}
    }

    private static final int MOST_PROBLEMS = 5;
    private static final int MOST_OBJECTS = 12;
    private static final ObjectReader OBJECT =
            Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonSchema schema =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(TREE);

    /**
     * Reads the first object in the answer that fits, past the code fence, the politeness or the thinking aloud that some
     * models put around it.
     */
    Checked check(String content) {
        Checked best = new Checked.Invalid(List.of("it is not JSON"));
        boolean read = false;
        int from = Math.max(0, content.lastIndexOf("</think>"));
        for (int i = 0; i < MOST_OBJECTS && (from = content.indexOf('{', from)) >= 0; i++, from++) {
            JsonNode object = object(content.substring(from));
            if (object == null) continue;
            Checked checked = validated(object);
            if (checked instanceof Checked.Valid) return checked;
            if (!read) best = checked; // the outermost is the one that was meant
            read = true;
        }
        return best;
    }

    private Checked validated(JsonNode answer) {
        List<String> problems = schema.validate(answer).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .limit(MOST_PROBLEMS)
                .toList();
        return problems.isEmpty() ? new Checked.Valid(answer) : new Checked.Invalid(problems);
    }

    /** What begins here, whatever follows it. */
    private static @Nullable JsonNode object(String text) {
        try {
            return Json.tree(OBJECT, text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
