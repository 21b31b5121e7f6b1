package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import marketswarm.redis.Json;

/** Secrets that are none yet, or too short to be kept. */
final class SecretChecks {

    /** How the samples' placeholder secrets begin. */
    private static final String PLACEHOLDER = "PUT-YOUR-";

    private SecretChecks() {}

    /** Goes down to the texts; no value is repeated. */
    static void check(String pointer, JsonNode value, Consumer<Problem> found) {
        value.properties().forEach(field -> check(Problem.at(pointer, field.getKey()), field.getValue(), found));
        for (int i = 0; value.isArray() && i < value.size(); i++) check(pointer + "/" + i, value.get(i), found);
        if (!value.isTextual() || value.asText().isEmpty()) return;
        if (isPlaceholder(value)) {
            found.accept(
                    Problem.warning(pointer, "still the sample's placeholder; put your own into truth_secrets.json"));
        } else if (value.asText().length() < Redactor.SHORTEST) {
            found.accept(Problem.warning(
                    pointer,
                    "too short to be kept out of every log line; accepted: " + Redactor.SHORTEST
                            + " characters or more"));
        }
    }

    /** Whether anything in it would do harm in other hands; the user agent, which every site sees, would not. */
    static boolean isWorthHiding(JsonNode secrets) {
        if (secrets.isValueNode()) {
            return !secrets.isNull() && !secrets.asText().isEmpty() && !isPlaceholder(secrets);
        }
        for (JsonNode element : secrets.isArray() ? secrets : Json.MAPPER.createArrayNode()) {
            if (isWorthHiding(element)) return true;
        }
        return secrets.properties().stream()
                .anyMatch(field -> !field.getKey().equals("user_agent") && isWorthHiding(field.getValue()));
    }

    private static boolean isPlaceholder(JsonNode text) {
        return text.asText().startsWith(PLACEHOLDER);
    }
}
