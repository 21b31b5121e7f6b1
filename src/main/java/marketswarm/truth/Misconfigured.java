package marketswarm.truth;

import java.net.UnknownHostException;
import java.util.Locale;
import redis.clients.jedis.exceptions.JedisDataException;
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
        String why = Redactor.shapes(reason(failure));
        return new Misconfigured("truth: Redis at " + Redactor.shapes(url) + " " + meaning(why, failure), failure);
    }

    /** Likewise for the server that truth names, whose address may differ inside and outside Docker. */
    public static Misconfigured market(String url, JedisException failure) {
        String why = Redactor.shapes(reason(failure));
        String where = "truth: Market Redis at " + Redactor.shapes(url) + " ";
        if (needsCredentials(why) || failure instanceof JedisDataException) {
            return new Misconfigured(where + meaning(why, failure), failure);
        }
        return new Misconfigured(
                where + "does not answer (" + why
                        + "). Start it, or name it as this machine reaches it: --market-url URL",
                failure);
    }

    private static String meaning(String why, JedisException failure) {
        if (why.startsWith("WRONGTYPE")) return "holds a key of another type than declared. Find it: ./admin keys";
        if (needsCredentials(why))
            return "refuses us (" + why + "). Put user and password into its URL, before the host";
        if (failure instanceof JedisDataException) return "refuses the command (" + why + "). Look at its log";
        return "does not answer (" + why
                + "). Start it, or name another: ./admin --redis-url URL, or BOOTSTRAP_REDIS_URL for a service";
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
        String message = String.valueOf(innermost.getMessage());
        if (innermost instanceof UnknownHostException) {
            return "unknown host " + message + "; names of containers are known inside Docker only, here use localhost";
        }
        return message.lines().findFirst().orElse("").replaceAll("\\.$", "");
    }
}
