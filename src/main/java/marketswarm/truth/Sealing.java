package marketswarm.truth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import marketswarm.redis.Json;

/**
 * Keeps the secrets part of {@code truth:doc} from whoever holds a backup of Redis, where a key file is named:
 * {@code {"secrets": {"$sealed": "v1:…"}}}.
 */
public final class Sealing {

    /** The environment variable that names the key file: a path, no secret. */
    public static final String KEY_FILE = "TRUTH_KEY_FILE";

    private static final String SECRETS = "secrets";
    private static final String SEALED = "$sealed";

    private Sealing() {}

    /** The key file that the environment names; empty where sealing is not wanted. */
    public static Optional<Path> keyFile(Map<String, String> env) {
        return Optional.ofNullable(env.get(KEY_FILE))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(Path::of);
    }

    /** The document as it is stored; the same one where there is no key file or nothing to seal. */
    public static ObjectNode seal(ObjectNode document, Optional<Path> keyFile) {
        if (keyFile.isEmpty() || document.path(SECRETS).isEmpty()) return document;
        ObjectNode stored = document.deepCopy();
        String sealed =
                SecretBox.withKeyOf(keyFile.get()).seal(document.path(SECRETS).toString());
        stored.putObject(SECRETS).put(SEALED, sealed);
        return stored;
    }

    /**
     * The document as it was before {@link #seal}; one that was never sealed is returned as it is.
     *
     * @throws Misconfigured when the key is missing or another one
     */
    public static ObjectNode open(ObjectNode stored, Optional<Path> keyFile) {
        if (!stored.path(SECRETS).has(SEALED)) return stored;
        Path file = keyFile.orElseThrow(() -> new Misconfigured("truth: the secrets in truth:doc are sealed and "
                + KEY_FILE + " is not set. Set it to the key file that they were loaded with"));
        String text =
                SecretBox.withKeyOf(file).open(stored.path(SECRETS).path(SEALED).asText());
        ObjectNode document = stored.deepCopy();
        document.set(SECRETS, Json.read(text, ObjectNode.class));
        return document;
    }
}
