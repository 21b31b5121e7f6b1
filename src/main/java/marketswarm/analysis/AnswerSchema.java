package marketswarm.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import marketswarm.redis.Json;

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

    private final JsonSchema schema =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(TREE);

    Checked check(String content) {
        String object = object(content);
        JsonNode answer;
        try {
            answer = Json.MAPPER.readTree(object);
        } catch (JsonProcessingException e) {
            return new Checked.Invalid(List.of("it is not JSON"));
        }
        List<String> problems = schema.validate(answer).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .limit(MOST_PROBLEMS)
                .toList();
        return problems.isEmpty() ? new Checked.Valid(answer) : new Checked.Invalid(problems);
    }

    /** Without the code fence, the politeness or the thinking aloud that some models put around it. */
    private static String object(String content) {
        int thought = content.lastIndexOf("</think>");
        int start = content.indexOf('{', Math.max(0, thought));
        int end = content.lastIndexOf('}');
        return start >= 0 && end > start ? content.substring(start, end + 1) : "\"\"";
    }
}
