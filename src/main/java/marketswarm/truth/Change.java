package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import marketswarm.redis.Json;

/**
 * One difference between two truths. Says where, never what: neither value is in it.
 *
 * @param path dotted: {@code components.rss_agg.poll_interval_min}, {@code secrets.massive.api_key}
 * @param live whether it takes effect without a restart of the service that reads it
 */
public record Change(String path, Kind kind, boolean live) {

    /** What became of the field, defaults counting as written. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    private static final String COMPONENTS = "components";
    /** 5 is 5.0, for whoever reads it. */
    private static final Comparator<JsonNode> SAME_VALUE =
            (a, b) -> a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) : a.equals(b) ? 0 : 1;

    /** Both with their defaults. A list is one field; a component, cluster or category that comes or goes is one too. */
    static List<Change> between(ObjectNode before, ObjectNode after) {
        var changes = new ArrayList<Change>();
        compare("", before, after, changes);
        return changes.stream()
                .map(change -> new Change(
                        change.path, change.kind, TruthSchema.BUNDLED.isLive(inSchema(change.path, before, after))))
                .toList();
    }

    private static void compare(String prefix, ObjectNode before, ObjectNode after, List<Change> changes) {
        Set<String> names = new LinkedHashSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        for (String name : names) compare(prefix + name, before.path(name), after.path(name), changes);
    }

    private static void compare(String path, JsonNode before, JsonNode after, List<Change> changes) {
        boolean scope = path.startsWith("secrets.") && path.indexOf('.') == path.lastIndexOf('.');
        boolean group = before.isObject() && after.isObject() || scope && (before.isObject() || after.isObject());
        if (group && !isSecret(path)) compare(path + ".", object(before), object(after), changes);
        else if (before.isMissingNode()) changes.add(new Change(path, Kind.ADDED, true));
        else if (after.isMissingNode()) changes.add(new Change(path, Kind.REMOVED, true));
        else if (!before.equals(SAME_VALUE, after)) changes.add(new Change(path, Kind.CHANGED, true));
    }

    /** {@code secrets.scope.name}, whatever stands there. */
    private static boolean isSecret(String path) {
        return path.startsWith("secrets.") && path.indexOf('.') != path.lastIndexOf('.');
    }

    private static ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object : Json.MAPPER.createObjectNode();
    }

    /** The path as the schema knows it: a component of its own name by the service that reads it. */
    private static String inSchema(String path, ObjectNode before, ObjectNode after) {
        if (!path.startsWith(COMPONENTS + ".")) return path;
        String[] parts = path.split("\\.", 3);
        JsonNode component = after.path(COMPONENTS).path(parts[1]);
        if (component.isMissingNode()) component = before.path(COMPONENTS).path(parts[1]);
        String service = TruthSchema.BUNDLED.serviceOf(parts[1], component);
        return parts.length < 3 ? COMPONENTS : COMPONENTS + "." + service + "." + parts[2];
    }
}
