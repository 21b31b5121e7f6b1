package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What no schema can say: one part of a truth against another. Looks at the document with its defaults, for those can
 * disagree with what is written too. Parts of a wrong type are left to the schema.
 */
final class CrossChecks {

    /**
     * A component, whatever its name.
     *
     * @param service whose settings it holds
     */
    record Part(String pointer, String service, JsonNode settings) {}

    private final JsonNode document;
    private final List<Problem> found = new ArrayList<>();

    private CrossChecks(JsonNode document) {
        this.document = document;
    }

    static List<Problem> check(ObjectNode document) {
        return new CrossChecks(TruthSchema.BUNDLED.withDefaults(document)).all();
    }

    private List<Problem> all() {
        List<Part> parts = document.path("components").properties().stream()
                .map(CrossChecks::part)
                .toList();
        serviceIds(parts);
        heartbeats(parts);
        for (Part part : parts) {
            switch (part.service()) {
                case "massive" -> ClusterChecks.check(part, found::add);
                case "rss_agg" -> FeedChecks.check(part, found::add);
                case "vexy_ai" -> AnalystChecks.check(part, found::add);
                case "logger" -> LogChecks.check(part, found::add);
                default -> {}
            }
        }
        PortChecks.check(parts, found::add);
        SecretChecks.check("/secrets", document.path("secrets"), found::add);
        return found;
    }

    private static Part part(Map.Entry<String, JsonNode> component) {
        String service = TruthSchema.BUNDLED.serviceOf(component.getKey(), component.getValue());
        return new Part(Problem.at("/components", component.getKey()), service, component.getValue());
    }

    private void serviceIds(List<Part> parts) {
        Map<String, String> seen = new HashMap<>();
        for (Part part : parts) {
            String service = part.settings().path("meta").path("service_id").asText();
            if (service.isEmpty()) continue;
            String pointer = part.pointer() + "/meta/service_id";
            String earlier = seen.putIfAbsent(service, part.pointer());
            if (earlier != null) {
                found.add(Problem.error(
                        pointer,
                        "found " + service + ", which " + earlier + " has too; accepted: one component a service"));
            } else if (!Services.ALL.contains(service)) {
                found.add(Problem.warning(pointer, "found " + service + ", " + unknownService(service)));
            }
        }
    }

    private void heartbeats(List<Part> parts) {
        Set<String> known = new HashSet<>(Services.ALL);
        parts.forEach(part -> known.add(part.service()));
        document.path("heartbeats").fieldNames().forEachRemaining(service -> {
            if (known.contains(service)) return;
            found.add(Problem.warning(
                    Problem.at("/heartbeats", service), "a heartbeat for " + service + ", " + unknownService(service)));
        });
    }

    private static String unknownService(String name) {
        return "a service that does not exist; accepted: one of " + Services.ALL + Nearest.hint(name, Services.ALL);
    }
}
