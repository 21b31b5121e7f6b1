package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import marketswarm.truth.Services.Mapping;

/**
 * What this process may see of the truth: its settings, and the secrets of its own services. The truth in it can be
 * replaced while everything runs; who asks again sees the new one. In Camel's registry it is the bean {@value #BEAN}.
 */
public final class TruthView {

    public static final String BEAN = "truthView";

    private record State(Truth truth, List<Mapping> mappings, Redactor redactor) {}

    private volatile State state;

    public TruthView(Truth truth, List<Mapping> mappings) {
        this.state = new State(truth, List.copyOf(mappings), truth.redactor());
    }

    /** Both change in one step. */
    public synchronized void replace(Truth truth, List<Mapping> mappings) {
        state = new State(truth, List.copyOf(mappings), truth.redactor().remembering(state.redactor()));
    }

    /** Hides the secrets of this truth and of those before it. */
    public Redactor redactor() {
        return state.redactor();
    }

    /** For texts of others that are kept or shown: a site or a vendor may repeat what it was told. */
    public String redact(String text) {
        return state.redactor().redact(text);
    }

    public Truth truth() {
        return state.truth();
    }

    public List<Mapping> mappings() {
        return state.mappings();
    }

    /**
     * A setting by its dotted path from the top of the document; empty where there is none, and for secrets.
     *
     * @throws IllegalArgumentException when an object stands there
     */
    public Optional<String> setting(String path) {
        JsonNode value = truth().value(path);
        if (value instanceof ObjectNode) {
            throw new IllegalArgumentException("truth: " + path + " is an object; name one of its fields");
        }
        if (value.isMissingNode() || value.isNull()) return Optional.empty();
        if (!value.isArray()) return Optional.of(value.asText());
        var texts = new StringJoiner(",");
        value.forEach(item -> texts.add(item.isValueNode() ? item.asText() : item.toString()));
        return Optional.of(texts.toString());
    }

    /**
     * The secrets of one of this process' own scopes.
     *
     * @throws Misconfigured when no service in this process is registered with that scope
     */
    public Secrets secrets(String scope) {
        State now = state;
        if (now.mappings().stream().noneMatch(m -> m.secretScope().equals(scope))) {
            throw new Misconfigured("truth: no service in this process may read secrets." + scope
                    + ". Register one: ./admin register --service-id S --component C --secret-scope " + scope);
        }
        return now.truth().secrets(scope);
    }
}
