package marketswarm.analysis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of texts: twelve hex digits of SHA-256 to tell prompts and texts apart, forty of SHA-1 to name an item. */
public final class Fingerprint {

    private Fingerprint() {}

    public static String of(String... parts) {
        return HexFormat.of().formatHex(hash("SHA-256", parts), 0, 6);
    }

    /** The uid of something that no feed has named. */
    static String uid(String... parts) {
        return HexFormat.of().formatHex(hash("SHA-1", parts));
    }

    private static byte[] hash(String algorithm, String... parts) {
        try {
            MessageDigest hash = MessageDigest.getInstance(algorithm);
            for (String part : parts) {
                hash.update(part.getBytes(StandardCharsets.UTF_8));
                hash.update((byte) 0); // so that ("ab", "c") and ("a", "bc") differ
            }
            return hash.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("analysis: every JDK has " + algorithm, e);
        }
    }
}
