package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Says in our words what the schema's validator found: what is there, what is accepted. */
final class Finding {

    private static final int LONGEST_VALUE = 40;

    private Finding() {}

    /**
     * @param prefix pointer of the part of the document that was validated
     * @param start the schema that it was validated against
     */
    static Problem of(String prefix, ValidationMessage found, JsonNode start, TruthSchema schema) {
        String pointer = prefix + found.getInstanceLocation();
        JsonNode field = field(found.getEvaluationPath(), start, schema);
        String name = found.getProperty() == null ? "" : found.getProperty();
        return switch (found.getType()) {
            case "additionalProperties" ->
                Problem.warning(
                        pointer + "/" + name,
                        "not known here, ignored" + Nearest.hint(name, names(field.path("properties"))));
            case "required" ->
                Problem.error(
                        pointer + "/" + name,
                        "missing; accepted: "
                                + accepted(
                                        schema.resolved(field.path("properties").path(name))));
            default ->
                Problem.error(
                        pointer,
                        "found " + kind(pointer, found.getInstanceNode())
                                + ("uniqueItems".equals(found.getType()) ? " that says something twice" : "")
                                + "; accepted: " + accepted(field));
        };
    }

    /** The schema of the field in question, on the way the validator took, so that the field's own description is met. */
    private static JsonNode field(JsonNodePath way, JsonNode start, TruthSchema schema) {
        JsonNode field = schema.resolved(start);
        for (int i = 0; i < way.getNameCount() - 1; i++) {
            String step = String.valueOf(way.getElement(i));
            if (!step.equals("$ref")) field = schema.resolved(field.path(step));
        }
        return field;
    }

    /** What a field takes, from its schema: type, bounds, an example, its description. */
    static String accepted(JsonNode schema) {
        if (schema.has("enum")) return texts(schema.get("enum"), " or ") + meaning(schema);
        String type = schema.path("type").isArray()
                ? StreamSupport.stream(schema.get("type").spliterator(), false)
                        .map(t -> word(t.asText()))
                        .collect(Collectors.joining(" or "))
                : word(schema.path("type").asText());
        return type + bounds(schema) + meaning(schema);
    }

    private static String word(String type) {
        return switch (type) {
            case "string" -> "text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            default -> "an object";
        };
    }

    private static String bounds(JsonNode schema) {
        var parts = new ArrayList<String>();
        if (schema.has("examples")) parts.add("like " + texts(schema.get("examples"), ", "));
        if (schema.has("exclusiveMinimum")) parts.add("above " + schema.get("exclusiveMinimum"));
        if (schema.has("minimum")) parts.add("at least " + schema.get("minimum"));
        if (schema.has("maximum")) parts.add("at most " + schema.get("maximum"));
        if (schema.path("minLength").asInt() > 0) parts.add("not empty");
        if (schema.path("uniqueItems").asBoolean()) parts.add("each of its values once");
        return parts.isEmpty() ? "" : " " + String.join(", ", parts);
    }

    private static String meaning(JsonNode schema) {
        return schema.has("description") ? " (" + schema.get("description").asText() + ")" : "";
    }

    /** The kind of a value; the value itself only where it is short and can be no secret. */
    private static String kind(String pointer, JsonNode value) {
        String kind = switch (value.getNodeType()) {
            case STRING -> "text";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            default -> "null";
        };
        boolean shown = value.isValueNode()
                && !value.isNull()
                && !pointer.startsWith("/secrets")
                && value.asText().length() <= LONGEST_VALUE
                && !SecretShapes.inText(value.asText());
        return shown ? kind + " " + value : kind;
    }

    private static List<String> names(JsonNode properties) {
        var names = new ArrayList<String>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String texts(JsonNode values, String between) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::toString)
                .collect(Collectors.joining(between));
    }
}
