package marketswarm.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Lower-case SHA-1 hex of UTF-8 text: the form of a uid and of a feed's hash. A name, not a safeguard. */
public final class Sha1 {

    private Sha1() {}

    public static String hex(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("redis: this Java has no SHA-1", e);
        }
    }
}
