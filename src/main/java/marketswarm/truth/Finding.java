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
                        Problem.at(pointer, name),
                        "not known here, ignored" + Nearest.hint(name, names(field.path("properties"))));
            case "required" ->
                Problem.error(
                        Problem.at(pointer, name),
                        "missing; accepted: "
                                + accepted(
                                        schema.resolved(field.path("properties").path(name)), "required"));
            default ->
                Problem.error(
                        pointer,
                        "found " + kind(pointer, found.getInstanceNode())
                                + ("uniqueItems".equals(found.getType()) ? " that says something twice" : "")
                                + "; accepted: " + accepted(field, found.getType())
                                + meant(field, found.getInstanceNode()));
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
    private static String accepted(JsonNode schema, String broken) {
        if (schema.has("enum")) return texts(schema.get("enum"), " or ") + meaning(schema);
        return type(schema) + bounds(schema, broken) + meaning(schema);
    }

    /** In words: {@code a whole number}, {@code text or an object}. */
    static String type(JsonNode schema) {
        return schema.path("type").isArray()
                ? StreamSupport.stream(schema.get("type").spliterator(), false)
                        .map(t -> word(t.asText()))
                        .collect(Collectors.joining(" or "))
                : word(schema.path("type").asText());
    }

    /** The nearest of the values that are accepted, where they are counted. */
    private static String meant(JsonNode schema, JsonNode found) {
        var known = new ArrayList<String>();
        schema.path("enum").forEach(value -> known.add(value.asText()));
        return found.isTextual() ? Nearest.hint(found.asText(), known) : "";
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

    /** @param broken the keyword at fault: limits that nobody meets in earnest are told only to who met them */
    private static String bounds(JsonNode schema, String broken) {
        var parts = new ArrayList<String>();
        if (schema.has("examples") && !schema.path("type").asText().equals("boolean")) {
            parts.add("like " + texts(schema.get("examples"), ", "));
        }
        if (schema.has("exclusiveMinimum")) parts.add("above " + schema.get("exclusiveMinimum"));
        if (schema.has("minimum")) parts.add("at least " + schema.get("minimum"));
        if (schema.has("maximum")) parts.add("at most " + schema.get("maximum"));
        if (schema.path("minLength").asInt() > 0) parts.add("not empty");
        if (broken.equals("maxLength")) parts.add("at most " + schema.get("maxLength") + " characters");
        if (broken.equals("maxItems")) parts.add("at most " + schema.get("maxItems") + " of them");
        if (broken.equals("maxProperties")) parts.add("at most " + schema.get("maxProperties") + " of them");
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
