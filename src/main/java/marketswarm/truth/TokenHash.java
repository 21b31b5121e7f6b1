package marketswarm.truth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How a gateway token may be stored, so that whoever reads the truth cannot use it: {@code sha256:} and the hash of what
 * a reader proves it with. Tokens are long and random, so a plain hash is enough.
 */
public final class TokenHash {

    /** How a stored hash begins; anything else in truth is a token itself. */
    public static final String PREFIX = "sha256:";

    private TokenHash() {}

    /** What a reader keeps as a cookie: shows that it knows the token, does not contain it, and ends with it. */
    public static String proof(String token) {
        return sha256("marketswarm login " + token);
    }

    /** What a stored entry, token or hash, is compared by. */
    public static String ofEntry(String entry) {
        return entry.startsWith(PREFIX) ? entry : ofProof(proof(entry));
    }

    /** The same, of what a reader shows. Nobody can find a proof for a hash. */
    public static String ofProof(String proof) {
        return PREFIX + sha256(proof);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("truth: every JDK has SHA-256", e);
        }
    }
}
