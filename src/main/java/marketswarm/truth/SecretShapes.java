package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Recognizes secrets by their name or shape where none may stand: anywhere but below {@code secrets}. */
final class SecretShapes {

    /** Keys that say whose they are: OpenAI and its kin, JSON web tokens, AWS, GitHub, Slack, Google, Stripe, PEM. */
    static final String KEYS = "\\bsk-[A-Za-z0-9_-]{8,}"
            + "|\\beyJ[A-Za-z0-9_-]{16,}(?:\\.[A-Za-z0-9_-]+)*"
            + "|\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"
            + "|\\bgh[pousr]_[A-Za-z0-9]{20,}"
            + "|\\bgithub_pat_[A-Za-z0-9_]{20,}"
            + "|\\bglpat-[A-Za-z0-9_-]{16,}"
            + "|\\bxox[abeoprs]-[A-Za-z0-9-]{10,}"
            + "|\\bxapp-[A-Za-z0-9-]{10,}"
            + "|\\bAIza[A-Za-z0-9_-]{30,}"
            + "|\\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}"
            + "|-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^-]*-----END [A-Z ]*PRIVATE KEY-----)?";

    private static final Pattern NAME = Pattern.compile(
            "(.*[_-])?(api_?key|secrets?|password|passwd|passphrase|tokens?|credentials?|private_key|access_key"
                    + "|bearer|authorization)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern VALUE = Pattern.compile(KEYS
            + "|(?i:\\bbearer\\s+[a-z0-9._~+/-]{16,})"
            + "|(?i:[?&](api_?key|access_token|auth|token|password|secret|signature)=[^&\\s]+)");

    private static final Pattern ADDRESS = Pattern.compile("\\b[a-z][a-z0-9+.-]*://\\S+");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_+/=]{24,}");
    private static final Pattern CREDENTIALS_IN_URL = Pattern.compile("//[^/@\\s]*:[^/@\\s]+@");

    private SecretShapes() {}

    static boolean inText(String text) {
        return hasShape(text) || CREDENTIALS_IN_URL.matcher(text).find();
    }

    /** One error for each place outside of {@code secrets}; the value is not repeated. */
    static List<Problem> check(ObjectNode document) {
        var found = new ArrayList<Problem>();
        document.properties().forEach(field -> {
            if (!field.getKey().equals("secrets")) look("/" + field.getKey(), field.getKey(), field.getValue(), found);
        });
        return found;
    }

    private static void look(String pointer, String name, JsonNode value, List<Problem> found) {
        if (value.isContainerNode()) {
            value.properties().forEach(f -> look(Problem.at(pointer, f.getKey()), f.getKey(), f.getValue(), found));
            for (int i = 0; value.isArray() && i < value.size(); i++) {
                look(pointer + "/" + i, name, value.get(i), found);
            }
        } else if (!value.isNull() && isSecret(pointer, name, value.asText())) {
            found.add(Problem.error(
                    pointer,
                    "looks like a secret; accepted: secrets below secrets in truth_secrets.json, nowhere else"));
        }
    }

    private static boolean isSecret(String pointer, String name, String value) {
        if (value.isEmpty()) return false;
        // a category may be called tokens: what stands in it are addresses
        if (NAME.matcher(name).matches() && !ADDRESS.matcher(value).lookingAt()) return true;
        if (hasShape(value)) return true;
        // the two Redis addresses outside of components may carry user and password
        return pointer.startsWith("/components")
                && CREDENTIALS_IN_URL.matcher(value).find();
    }

    private static boolean hasShape(String text) {
        if (VALUE.matcher(text).find()) return true;
        // addresses are full of words that nobody can read and anybody may know
        return WORD.matcher(ADDRESS.matcher(text).replaceAll(" "))
                .results()
                .anyMatch(word -> Randomness.isRandom(word.group()));
    }
}
