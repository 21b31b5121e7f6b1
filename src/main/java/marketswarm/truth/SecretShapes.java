package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Recognizes secrets by their name or shape where none may stand: anywhere but below {@code secrets}. */
final class SecretShapes {

    private static final Pattern NAME = Pattern.compile(
            "(.*[_-])?(api_?key|secrets?|password|passwd|token|tokens|credentials?|private_key|access_key|bearer)",
            Pattern.CASE_INSENSITIVE);

    /** A key of a provider, a JSON web token, a long random word, or credentials inside a URL. */
    private static final Pattern VALUE = Pattern.compile("\\bsk-[A-Za-z0-9_-]{8,}"
            + "|\\beyJ[A-Za-z0-9_-]{16,}"
            + "|\\bAKIA[A-Z0-9]{16}\\b"
            + "|(?i:\\bbearer\\s+[a-z0-9._~+/-]{16,})"
            + "|^(?=.*[0-9])(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9_]{30,}$"
            + "|^[0-9a-fA-F]{32,}$"
            + "|(?i:[?&](api_?key|access_token|token|password|secret)=[^&\\s]+)");

    private static final Pattern CREDENTIALS_IN_URL = Pattern.compile("//[^/@\\s]*:[^/@\\s]+@");

    private SecretShapes() {}

    static boolean inText(String text) {
        return VALUE.matcher(text).find() || CREDENTIALS_IN_URL.matcher(text).find();
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
            value.properties().forEach(f -> look(pointer + "/" + f.getKey(), f.getKey(), f.getValue(), found));
            for (int i = 0; value.isArray() && i < value.size(); i++) {
                look(pointer + "/" + i, name, value.get(i), found);
            }
        } else if (isSecret(pointer, name, value.asText())) {
            found.add(Problem.error(
                    pointer,
                    "looks like a secret; accepted: secrets below secrets in truth_secrets.json, nowhere else"));
        }
    }

    private static boolean isSecret(String pointer, String name, String value) {
        if (value.isEmpty()) return false;
        if (NAME.matcher(name).matches() || VALUE.matcher(value).find()) return true;
        // the two Redis addresses outside of components may carry user and password
        return pointer.startsWith("/components")
                && CREDENTIALS_IN_URL.matcher(value).find();
    }
}
