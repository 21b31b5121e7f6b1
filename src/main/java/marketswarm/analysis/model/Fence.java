package marketswarm.analysis.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import marketswarm.redis.Json;

/**
 * What sets a stranger's words apart in a prompt: JSON between two markers that carry a random word, so that nobody can
 * write the closing one. What looks like a marker, or like the tokens by which chat templates tell one speaker from
 * another, is broken up.
 */
record Fence(String nonce) {

    private static final Pattern MARKERS = Pattern.compile(
            "<{2,}|>{2,}|<\\||\\|>|\\[(?=/?INST])|<(?=/?s>)|<(?=(?:start|end)_of_turn)"
                    + "|<(?=/?(?:system|user|assistant|think)>)",
            Pattern.CASE_INSENSITIVE);

    /** On lines of its own. */
    String around(String name, JsonNode value) {
        return "<<<" + name + " " + nonce + "\n" + Json.write(value) + "\n" + name + " " + nonce + ">>>";
    }

    /** Within a line. */
    String inline(String name, JsonNode value) {
        return "<<<" + name + " " + nonce + " " + Json.write(value) + " " + name + " " + nonce + ">>>";
    }

    static String quiet(String text) {
        return MARKERS.matcher(text).replaceAll(found -> found.group().replaceAll("(.)", "$1 "));
    }
}
