package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What no schema can say: one part of a truth against another. Parts of a wrong type are left to the schema. */
final class CrossChecks {

    /** How the samples' placeholder secrets begin. */
    private static final String PLACEHOLDER = "PUT-YOUR-";

    private final ObjectNode document;
    private final List<Problem> found = new ArrayList<>();

    private CrossChecks(ObjectNode document) {
        this.document = document;
    }

    static List<Problem> check(ObjectNode document) {
        var checks = new CrossChecks(document);
        checks.serviceIds();
        document.path("components").properties().forEach(c -> checks.feeds("/components/" + c.getKey(), c.getValue()));
        checks.placeholders("/secrets", document.path("secrets"));
        return checks.found;
    }

    private void serviceIds() {
        Map<String, String> seen = new HashMap<>();
        document.path("components").properties().forEach(component -> {
            String pointer = "/components/" + component.getKey();
            String service =
                    component.getValue().path("meta").path("service_id").asText();
            String earlier = service.isEmpty() ? null : seen.putIfAbsent(service, pointer);
            if (earlier != null) {
                found.add(Problem.error(
                        pointer + "/meta/service_id",
                        "found " + service + ", which " + earlier + " has too; accepted: one component a service"));
            }
        });
    }

    private void feeds(String pointer, JsonNode component) {
        JsonNode categories = component.path("categories");
        JsonNode enabled = component.path("enabled_categories");
        for (int i = 0; i < enabled.size(); i++) {
            String name = enabled.get(i).asText();
            if (name.equals("*") || categories.has(name)) continue;
            List<String> names = new ArrayList<>();
            categories.fieldNames().forEachRemaining(names::add);
            found.add(Problem.error(
                    pointer + "/enabled_categories/" + i,
                    "found " + name + ", a category that does not exist; accepted: * or one of " + names));
        }
        Map<String, String> seen = new HashMap<>();
        categories.properties().forEach(c -> twice(pointer + "/categories/" + c.getKey(), c.getValue(), seen));
    }

    private void twice(String pointer, JsonNode feeds, Map<String, String> seen) {
        for (int i = 0; i < feeds.size(); i++) {
            JsonNode feed = feeds.get(i);
            String url = feed.isObject() ? feed.path("url").asText() : feed.asText();
            String earlier = url.isEmpty() ? null : seen.putIfAbsent(url, pointer + "/" + i);
            if (earlier != null) {
                found.add(
                        Problem.error(pointer + "/" + i, "the same feed as " + earlier + "; accepted: each feed once"));
            }
        }
    }

    private void placeholders(String pointer, JsonNode value) {
        value.properties().forEach(field -> placeholders(pointer + "/" + field.getKey(), field.getValue()));
        for (int i = 0; value.isArray() && i < value.size(); i++) placeholders(pointer + "/" + i, value.get(i));
        if (value.asText().startsWith(PLACEHOLDER)) {
            found.add(Problem.warning(pointer, "still the sample's placeholder; put your own into truth_secrets.json"));
        }
    }
}
