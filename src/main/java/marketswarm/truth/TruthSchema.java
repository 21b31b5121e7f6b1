package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import marketswarm.redis.Json;

/** {@code truth.schema.json}: what a truth may say, and what it says where it says nothing. */
final class TruthSchema {

    static final TruthSchema BUNDLED = new TruthSchema(resource());

    private final ObjectNode root;
    private final JsonSchema validator;

    private TruthSchema(ObjectNode root) {
        this.root = root;
        this.validator = validator(root);
    }

    /** Everything that the schema has against the document. */
    List<Problem> check(ObjectNode document) {
        return Stream.concat(
                        validator.validate(document).stream().map(m -> Finding.of("", m, root, this)),
                        aliases(document)
                                .flatMap(alias -> check("/components/" + alias.name(), alias.value(), alias.service())))
                .filter(finding -> !isAlias(document, finding))
                .distinct()
                .toList();
    }

    /** The same document with every default in its place, however deep. */
    ObjectNode withDefaults(ObjectNode document) {
        ObjectNode filled = document.deepCopy();
        fill(filled, root);
        aliases(filled).forEach(alias -> fill(alias.value(), component(alias.service())));
        return filled;
    }

    /** A component of whatever name with the defaults of a service's settings. */
    JsonNode withDefaults(JsonNode component, String service) {
        JsonNode filled = component.deepCopy();
        fill(filled, component(service));
        return filled;
    }

    JsonNode root() {
        return root;
    }

    /** A field's schema with what it refers to; what stands beside the reference wins. */
    JsonNode resolved(JsonNode schema) {
        if (!schema.has("$ref")) return schema;
        JsonNode target = root.at(schema.get("$ref").textValue().substring(1));
        return Merge.of((ObjectNode) target, (ObjectNode) schema).without("$ref");
    }

    private void fill(JsonNode value, JsonNode unresolved) {
        JsonNode schema = resolved(unresolved);
        if (value instanceof ObjectNode object) {
            schema.path("properties").properties().forEach(field -> {
                JsonNode fallback = resolved(field.getValue()).get("default");
                if (fallback != null && !object.has(field.getKey())) object.set(field.getKey(), fallback.deepCopy());
            });
            object.properties().forEach(field -> fill(field.getValue(), field(schema, field.getKey())));
        } else if (value instanceof ArrayNode array) {
            array.forEach(item -> fill(item, schema.path("items")));
        }
    }

    private static JsonNode field(JsonNode schema, String name) {
        JsonNode declared = schema.path("properties").path(name);
        return declared.isMissingNode() ? schema.path("additionalProperties") : declared;
    }

    private JsonNode component(String service) {
        return root.at("/properties/components/properties").path(service);
    }

    /** A component that has a name of its own and says in its meta which service's settings it holds. */
    private record Alias(String name, JsonNode value, String service) {}

    private Stream<Alias> aliases(ObjectNode document) {
        return List.copyOf(document.path("components").properties()).stream()
                .filter(field -> component(field.getKey()).isMissingNode())
                .map(field -> new Alias(field.getKey(), field.getValue(), service(field)))
                .filter(alias -> !component(alias.service()).isMissingNode());
    }

    private static String service(Map.Entry<String, JsonNode> component) {
        return component.getValue().path("meta").path("service_id").asText();
    }

    private Stream<Problem> check(String pointer, JsonNode component, String service) {
        ObjectNode alone = root.objectNode().put("$ref", "#/$defs/" + service);
        alone.set("$defs", root.get("$defs"));
        return validator(alone).validate(component).stream().map(m -> Finding.of(pointer, m, alone, this));
    }

    private boolean isAlias(ObjectNode document, Problem finding) {
        return !finding.isError()
                && aliases(document).anyMatch(alias -> finding.pointer().equals("/components/" + alias.name()));
    }

    private static JsonSchema validator(ObjectNode schema) {
        var pointers =
                SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema, pointers);
    }

    private static ObjectNode resource() {
        try (InputStream in = TruthSchema.class.getResourceAsStream("/truth.schema.json")) {
            if (in == null) throw new IllegalStateException("truth: truth.schema.json is not in the jar");
            return (ObjectNode) Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("truth: truth.schema.json", e);
        }
    }
}
