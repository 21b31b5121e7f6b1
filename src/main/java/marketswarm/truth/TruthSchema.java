package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import marketswarm.redis.Json;

/** {@code truth.schema.json}: what a truth may say, and what it says where it says nothing. */
final class TruthSchema {

    static final TruthSchema BUNDLED = new TruthSchema(resource());

    private final ObjectNode root;
    private final JsonSchema validator;
    /** By the very node: there are as many as the schema has references. */
    private final Map<JsonNode, JsonNode> resolved = Collections.synchronizedMap(new IdentityHashMap<>());

    private TruthSchema(ObjectNode root) {
        this.root = root;
        this.validator = validator(root);
    }

    /** Everything that the schema has against the document. */
    List<Problem> check(ObjectNode document) {
        return Stream.concat(
                        validator.validate(document).stream().map(m -> Finding.of("", m, root, this)),
                        aliases(document)
                                .flatMap(alias ->
                                        check(Problem.at("/components", alias.name()), alias.value(), alias.service())))
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

    /**
     * Whether a change takes effect without a restart; so does one of a field that no service reads.
     *
     * @param path dotted, from the top of the document: {@code components.rss_agg.poll_interval_min}
     */
    boolean isLive(String path) {
        return live(root, List.of(path.split("\\.", -1)), true).orElse(true);
    }

    // a name of truth's own, such as a model's, may hold dots itself: the shortest that fits is taken
    private Optional<Boolean> live(JsonNode unresolved, List<String> names, boolean inherited) {
        JsonNode schema = resolved(unresolved);
        boolean live = schema.path("x-live").asBoolean(inherited);
        if (names.isEmpty()) return Optional.of(live);
        return IntStream.rangeClosed(1, names.size())
                .boxed()
                .flatMap(length -> Optional.of(field(schema, String.join(".", names.subList(0, length))))
                        .filter(JsonNode::isObject)
                        .flatMap(field -> live(field, names.subList(length, names.size()), live))
                        .stream())
                .findFirst();
    }

    /** A field's schema with what it refers to; what stands beside the reference wins. */
    JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? resolved.computeIfAbsent(schema, this::resolve) : schema;
    }

    private JsonNode resolve(JsonNode schema) {
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

    /** The service whose settings a component holds: the one of its name, else the one in its meta, else none. */
    String serviceOf(String name, JsonNode component) {
        return component(name).isMissingNode()
                ? component.path("meta").path("service_id").asText()
                : name;
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
                && aliases(document)
                        .anyMatch(alias -> finding.pointer().equals(Problem.at("/components", alias.name())));
    }

    /** Draft 2020-12, and two keywords of our own that validate nothing. */
    static JsonSchema validator(ObjectNode schema) {
        var pointers =
                SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
        JsonMetaSchema draft = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .keyword(new NonValidationKeyword("x-live"))
                .keyword(new NonValidationKeyword("x-no-default"))
                .build();
        return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012))
                .metaSchema(draft)
                .build()
                .getSchema(schema, pointers);
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
