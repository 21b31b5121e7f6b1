package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The secrets of one scope. Read one at the moment it is used, and keep it nowhere. */
public final class Secrets {

    private final String scope;
    private final JsonNode values;

    Secrets(String scope, JsonNode values) {
        this.scope = scope;
        this.values = values.deepCopy();
    }

    /** @throws Misconfigured when there is none of that name; the message says where it belongs */
    public String get(String name) {
        return find(name)
                .orElseThrow(() -> new Misconfigured("truth: secrets." + scope + "." + name
                        + " is missing. Add it to truth_secrets.json and run: ./admin load-truth"));
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText);
    }

    /** A secret that is a list, for example the gateway's tokens; empty when there is none. */
    public List<String> list(String name) {
        var texts = new ArrayList<String>();
        values.path(name).forEach(value -> texts.add(value.asText()));
        return List.copyOf(texts);
    }

    /** What there is, without the values. */
    public List<String> names() {
        return values.properties().stream().map(field -> field.getKey()).toList();
    }

    @Override
    public String toString() {
        return scope + "=***";
    }
}
