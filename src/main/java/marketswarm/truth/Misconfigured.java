package marketswarm.truth;

import java.util.Locale;
import redis.clients.jedis.exceptions.JedisException;

/** Something that a person has to put right. Its message is one line and says what to do next. */
public final class Misconfigured extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Misconfigured(String message) {
        super(message);
    }

    public Misconfigured(String message, Throwable cause) {
        super(message, cause);
    }

    /** What a failed command means to the person who runs it. The URL's password is not repeated. */
    public static Misconfigured redis(String url, JedisException failure) {
        String server = "truth: Redis at " + Redactor.shapes(url);
        String why = reason(failure);
        if (why.startsWith("WRONGTYPE")) {
            return new Misconfigured(
                    server + " holds a key of another type than declared. Find it with: ./admin keys", failure);
        }
        if (needsCredentials(why)) {
            return new Misconfigured(
                    server + " refuses us. Put user and password into the URL: redis://user:password@host:port",
                    failure);
        }
        return new Misconfigured(
                server + " does not answer (" + Redactor.shapes(why)
                        + "). Start it, or name another: ./admin --redis-url URL, or BOOTSTRAP_REDIS_URL for a service",
                failure);
    }

    /** Whether waiting cannot help: the server is there and refuses us. */
    static boolean needsCredentials(Throwable failure) {
        return needsCredentials(reason(failure));
    }

    private static boolean needsCredentials(String why) {
        String upper = why.toUpperCase(Locale.ROOT);
        return upper.startsWith("NOAUTH") || upper.startsWith("WRONGPASS") || upper.startsWith("NOPERM");
    }

    /** The first line of the innermost cause: there stands "Connection refused" or Redis' own word. */
    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) innermost = innermost.getCause();
        String message = innermost.getMessage();
        return message == null
                ? innermost.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
