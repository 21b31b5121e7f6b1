package marketswarm.truth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import marketswarm.redis.Json;

/** One valid truth with its defaults in place. Immutable: what it hands out are copies. */
public final class Truth {

    private static final int DEFAULT_LOG_ENTRIES = 10_000;
    private static final int DEFAULT_HEARTBEAT_SEC = 10;

    private final ObjectNode loaded;
    private final ObjectNode document;
    private final String hash;

    private Truth(ObjectNode loaded, String hash) {
        this.loaded = loaded.deepCopy();
        this.document = TruthSchema.BUNDLED.withDefaults(loaded);
        this.hash = hash;
    }

    /**
     * @param merged both files after their merge, without defaults
     * @throws Misconfigured naming all errors, when there are any
     */
    public static Truth of(ObjectNode merged) {
        return of(merged, sha256(canonical(merged)));
    }

    /** A part of a truth, under the hash of the whole. */
    static Truth of(ObjectNode merged, String hash) {
        List<Problem> errors = check(merged).stream().filter(Problem::isError).toList();
        if (errors.isEmpty()) return new Truth(merged, hash);
        throw new Misconfigured("truth: not valid, see ./admin validate: "
                + errors.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }

    /** All that is wrong or doubtful in a merged document, errors first. */
    public static List<Problem> check(ObjectNode merged) {
        var problems = new ArrayList<Problem>(TruthSchema.BUNDLED.check(merged));
        Set<String> told = problems.stream().map(Problem::pointer).collect(Collectors.toSet());
        NumberChecks.check(merged).stream()
                .filter(problem -> !told.contains(problem.pointer()))
                .forEach(problems::add);
        problems.addAll(SecretShapes.check(merged));
        problems.addAll(CrossChecks.check(merged));
        problems.sort(Comparator.comparing(Problem::severity));
        return List.copyOf(problems);
    }

    public String version() {
        return document.path("version").asText();
    }

    /** SHA-256 in hex of the loaded document, whatever the order and spacing of its fields. */
    public String hash() {
        return hash;
    }

    public String nodeName() {
        return document.at("/node/name").asText();
    }

    /** Address of the collector of traces; empty when there is none. */
    public String tracesUrl() {
        return document.at("/node/traces/url").asText();
    }

    /** Share of the items that are traced. */
    public double tracesRatio() {
        return document.at("/node/traces/ratio").asDouble();
    }

    /** Names of the components, in the document's order. */
    public List<String> components() {
        return document.path("components").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * A component with its defaults.
     *
     * @throws Misconfigured when there is none of that name
     */
    public JsonNode component(String name) {
        JsonNode component = document.path("components").get(name);
        if (component != null) return component.deepCopy();
        throw new Misconfigured("truth: component " + name + " is not in truth " + version() + ", which has "
                + components() + ". Add it and run: ./admin load-truth");
    }

    /** A component as its service's settings, for example {@code settings("rss_agg", Settings.RssAgg.class)}. */
    public <T extends Settings> T settings(String component, Class<T> type) {
        String service = SnakeCaseStrategy.INSTANCE.translate(type.getSimpleName());
        JsonNode filled = TruthSchema.BUNDLED.withDefaults(component(component), service);
        try {
            return Json.MAPPER.treeToValue(filled, type);
        } catch (JsonProcessingException e) {
            throw new Misconfigured("truth: component " + component + " does not hold the settings of " + service, e);
        }
    }

    /** What is different in another truth, in this one's order. */
    public List<Change> changes(Truth other) {
        return Change.between(document, other.document);
    }

    /** Level by logger, as a component of this truth wants its process to log. */
    public Map<String, String> logLevels(String component) {
        return component(component).path("log_levels").properties().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, level -> level.getValue().asText()));
    }

    /** Seconds between two heartbeats of a service. */
    public int heartbeatSeconds(String service) {
        return document.path("heartbeats").path(service).path("frequency").asInt(DEFAULT_HEARTBEAT_SEC);
    }

    /** Entries that each log stream keeps, as the logger's component says. */
    public int logEntries() {
        return settingsOf("logger", Settings.Logger.class)
                .map(logger -> logger.retention().maxEntries())
                .orElse(DEFAULT_LOG_ENTRIES);
    }

    /** The queues of commands to services. */
    public List<String> dispatchQueues() {
        return settingsOf("mesh_coordinator", Settings.MeshCoordinator.class)
                .map(Settings.MeshCoordinator::dispatchQueues)
                .orElse(List.of());
    }

    private <T extends Settings> Optional<T> settingsOf(String service, Class<T> type) {
        return components().stream()
                .filter(name ->
                        TruthSchema.BUNDLED.serviceOf(name, component(name)).equals(service))
                .findFirst()
                .map(name -> settings(name, type));
    }

    /** Market Redis: buses.market.url, else core.redis_market_url, else the bootstrap Redis. */
    public String marketUrl(String bootstrapUrl) {
        return marketUrl(document, bootstrapUrl);
    }

    static String marketUrl(JsonNode document, String bootstrapUrl) {
        String older = document.at("/core/redis_market_url").asText(bootstrapUrl);
        return document.at("/buses/market/url").asText(older.isEmpty() ? bootstrapUrl : older);
    }

    /** Hides this truth's secrets in any text, and the passwords in its addresses of Redis. */
    public Redactor redactor() {
        return Redactor.of(document);
    }

    /** Names of one scope's secrets, never their values. */
    public List<String> secretNames(String scope) {
        return secrets(scope).names();
    }

    /** A value by its dotted path, or a missing node; nothing below {@code secrets} is found. */
    JsonNode value(String path) {
        JsonNode value = document;
        for (String name : path.split("\\.", -1)) value = value.path(name);
        return path.startsWith("secrets") ? document.path("") : value;
    }

    Secrets secrets(String scope) {
        return new Secrets(scope, document.path("secrets").path(scope));
    }

    /** The document as it was loaded: with its secrets, without defaults. */
    ObjectNode written() {
        return loaded.deepCopy();
    }

    /** One scope's secrets and nothing else, in the document's shape. */
    ObjectNode onlySecrets(String scope) {
        ObjectNode part = Json.MAPPER.createObjectNode();
        part.withObject("/secrets").set(scope, loaded.path("secrets").path(scope));
        return part;
    }

    /** The scopes that have secrets. */
    List<String> scopes() {
        return loaded.path("secrets").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What may be kept for ever: no secrets, no passwords in addresses. */
    String jsonWithoutSecrets() {
        return redactor().redact(loaded.deepCopy().without("secrets").toString());
    }

    private static String canonical(ObjectNode document) {
        try {
            return Json.MAPPER
                    .writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(Json.MAPPER.treeToValue(document, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("truth: cannot write the document", e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("truth: this Java has no SHA-256", e);
        }
    }
}
