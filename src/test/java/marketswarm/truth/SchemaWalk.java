package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Every field of the schema, in its order. */
final class SchemaWalk {

    /**
     * @param path dotted; {@code <name>} is a name of truth's own choice
     * @param required whether what holds it must have it
     */
    record Field(String path, JsonNode schema, boolean required) {

        /** Holds nothing but fields that the schema names. */
        boolean isGroup() {
            return schema.has("properties")
                    && !schema.path("additionalProperties").isObject()
                    && !mayBeText();
        }

        private boolean mayBeText() {
            return schema.path("type").isArray();
        }

        /** Whether a service reads it; the two for the installation's people are read by none. */
        boolean isRead() {
            return !path.matches("\\$schema|node\\.env|.*\\.meta\\.(name|description)");
        }
    }

    private final List<Field> all = new ArrayList<>();

    private SchemaWalk() {}

    /** What a person can set: texts, numbers, lists, and objects by a name of truth's own choice. */
    static List<Field> fields() {
        return all().stream()
                .filter(field -> !field.isGroup() && !field.path().endsWith("<name>"))
                .toList();
    }

    /** What only holds others. */
    static List<Field> groups() {
        return all().stream().filter(Field::isGroup).toList();
    }

    private static List<Field> all() {
        var walk = new SchemaWalk();
        walk.children("", TruthSchema.BUNDLED.root());
        return walk.all;
    }

    /** What a field's own schema has against a value. */
    static List<String> problems(JsonNode schema, JsonNode value) {
        ObjectNode alone = schema.deepCopy();
        alone.set("$defs", TruthSchema.BUNDLED.root().get("$defs"));
        return TruthSchema.validator(alone).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    private void children(String prefix, JsonNode schema) {
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties")
                .properties()
                .forEach(property ->
                        add(prefix + property.getKey(), property.getValue(), required.contains(property.getKey())));
        if (schema.path("additionalProperties").isObject()) {
            add(prefix + "<name>", schema.get("additionalProperties"), false);
        }
        JsonNode items = TruthSchema.BUNDLED.resolved(schema.path("items"));
        if (items.has("properties")) children(prefix.replaceAll("\\.$", "[]."), items);
    }

    private void add(String path, JsonNode unresolved, boolean required) {
        JsonNode schema = TruthSchema.BUNDLED.resolved(unresolved);
        all.add(new Field(path, schema, required));
        children(path + ".", schema);
    }
}
