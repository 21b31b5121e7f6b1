package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes the schema as a page for people: {@code admin/TRUTH.md}. */
final class TruthReference {

    static final String REGENERATE = "mvn -q test -Dtest=TruthReferenceTest -Dtruth.reference=write";

    private static final String HEAD = """
            # Every setting of the truth

            Made from `src/main/resources/truth.schema.json`; a test keeps it true. After a change of the schema: `%s`.

            `<name>` is a name of your own choice. *live*: running services take a change over at once. *restart*: `load-truth` accepts it, and the service says `restart needed` until it is started again. *not read*: no service looks at it.

            """.formatted(REGENERATE);

    private TruthReference() {}

    static String markdown() {
        Map<String, List<SchemaWalk.Field>> sections = SchemaWalk.fields().stream()
                .collect(
                        Collectors.groupingBy(field -> section(field.path()), LinkedHashMap::new, Collectors.toList()));
        var page = new StringBuilder(HEAD);
        sections.forEach((name, fields) -> page.append(section(name, fields)));
        return page.toString().stripTrailing() + "\n";
    }

    /** A component, or a part of the document's top. */
    private static String section(String path) {
        String[] names = path.split("\\.");
        if (names[0].equals("components")) return names[0] + "." + names[1];
        return names.length > 1 || names[0].matches("heartbeats|secrets") ? names[0] : "";
    }

    private static String section(String name, List<SchemaWalk.Field> fields) {
        var section = new StringBuilder();
        if (!name.isEmpty()) {
            section.append("## ")
                    .append(name)
                    .append("\n\n")
                    .append(sentence(description(name)))
                    .append("\n\n");
        }
        section.append("| setting | type | default | bounds | example | change | meaning |\n");
        section.append("|---|---|---|---|---|---|---|\n");
        fields.forEach(field -> section.append(row(field)).append('\n'));
        return section.append('\n').toString();
    }

    private static String description(String path) {
        JsonNode schema = TruthSchema.BUNDLED.root();
        for (String name : path.split("\\.")) {
            schema = TruthSchema.BUNDLED.resolved(schema.path("properties").path(name));
        }
        return schema.path("description").asText();
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private static String row(SchemaWalk.Field field) {
        JsonNode schema = field.schema();
        return new StringJoiner(" | ", "| ", " |")
                .add(code(field.path()))
                .add(type(schema))
                .add(fallback(field))
                .add(bounds(schema))
                .add(code(schema.path("examples").path(0).toString()))
                .add(change(field))
                .add(cell(schema.path("description").asText()))
                .toString();
    }

    private static String type(JsonNode schema) {
        String type = Finding.type(schema);
        if (!type.equals("a list")) return type;
        JsonNode items = TruthSchema.BUNDLED.resolved(schema.path("items"));
        return "a list of "
                + Finding.type(items).replace("a whole number", "whole numbers").replace("an object", "objects");
    }

    private static String fallback(SchemaWalk.Field field) {
        if (field.schema().has("default"))
            return code(field.schema().get("default").toString());
        return field.required()
                ? "required"
                : cell(field.schema().path("x-no-default").asText());
    }

    private static String bounds(JsonNode schema) {
        List<String> parts = new ArrayList<>();
        if (schema.has("enum")) parts.add(code(texts(schema.get("enum"))));
        if (schema.path("items").has("enum"))
            parts.add("of " + code(texts(schema.get("items").get("enum"))));
        if (schema.has("exclusiveMinimum")) parts.add("above " + plain(schema.get("exclusiveMinimum")));
        if (schema.has("minimum")) parts.add("from " + plain(schema.get("minimum")));
        if (schema.has("maximum")) parts.add("to " + plain(schema.get("maximum")));
        if (schema.has("pattern")) parts.add(code(schema.get("pattern").asText()));
        if (schema.path("items").has("pattern"))
            parts.add("each " + code(schema.get("items").get("pattern").asText()));
        if (schema.path("minLength").asInt() > 0) parts.add("not empty");
        if (schema.has("maxLength")) parts.add("at most " + plain(schema.get("maxLength")) + " characters");
        if (schema.has("maxItems")) parts.add("at most " + plain(schema.get("maxItems")));
        if (schema.has("maxProperties")) parts.add("at most " + plain(schema.get("maxProperties")));
        if (schema.path("uniqueItems").asBoolean()) parts.add("each once");
        return String.join(", ", parts);
    }

    private static String change(SchemaWalk.Field field) {
        if (!field.schema().has("x-live")) return "not read";
        return field.schema().get("x-live").asBoolean() ? "live" : "restart";
    }

    private static String plain(JsonNode number) {
        return number.decimalValue().toPlainString();
    }

    private static String texts(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(" "));
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + cell(text) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
