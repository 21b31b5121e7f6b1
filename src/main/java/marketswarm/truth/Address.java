package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What an address says of itself; one that cannot be read says nothing. */
final class Address {

    private static final Pattern NEAR = Pattern.compile(
            "[^.]*|(127|10)\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*|.*\\.(localhost|local|internal)");

    private Address() {}

    /** The path without a slash at its end. */
    static String path(String url) {
        return String.valueOf(uri(url).getPath()).replaceAll("/+$", "");
    }

    /** A key is sent there: in the open only where nobody else listens. */
    static void checkPlain(String pointer, JsonNode url, Consumer<Problem> found) {
        if (!url.isTextual() || !isPlain(url.asText()) || isNear(url.asText())) return;
        String scheme = url.asText().startsWith("ws") ? "wss" : "https";
        found.accept(Problem.warning(
                pointer,
                "found an address without encryption, to which a key is sent; accepted: " + scheme
                        + "://… beyond this machine and its network"));
    }

    private static boolean isPlain(String url) {
        return url.startsWith("ws://") || url.startsWith("http://");
    }

    /** This machine, a name without a dot as containers have it, a private address. */
    private static boolean isNear(String url) {
        return NEAR.matcher(String.valueOf(uri(url).getHost())).matches();
    }

    private static URI uri(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            return URI.create("");
        }
    }
}
