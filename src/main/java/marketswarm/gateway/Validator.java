package marketswarm.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Entity tags, after RFC 9110: who has the same already is told so, and nothing else. */
final class Validator {

    private static final int TAG_BYTES = 12;

    private Validator() {}

    static String of(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "\"" + Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, TAG_BYTES)) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Answers with the content, or 304 when the request names its tag. */
    static void send(RoutingContext call, String tag, Buffer content) {
        call.response().putHeader("ETag", tag);
        if (names(call.request().getHeader("If-None-Match"), tag)) {
            call.response().setStatusCode(304).end();
        } else {
            call.response().end(content);
        }
    }

    private static boolean names(@Nullable String header, String tag) {
        if (header == null) return false;
        return Arrays.stream(header.split(","))
                .map(one -> one.strip().replaceFirst("^W/", ""))
                .anyMatch(one -> one.equals(tag) || one.equals("*"));
    }
}
