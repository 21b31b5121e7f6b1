package marketswarm.redis;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * Remembers that something is away, so that one line tells of its going, one every half minute that it is still gone,
 * and one of its coming back, however often it is tried meanwhile. Safe for several threads.
 */
public final class Outage {

    /** The last is Jedis' own, of connections to a server of a cluster that has just been replaced. */
    private static final Pattern AWAY = Pattern.compile("LOADING|MASTERDOWN|READONLY|CLUSTERDOWN|TRYAGAIN|OOM |MISCONF"
            + "|NOREPLICAS|BUSY |Could not get a resource from the pool");

    private static final long REMIND_MS = Duration.ofSeconds(30).toMillis();

    private final Clock clock;
    private long since;
    private long told;

    public Outage(Clock clock) {
        this.clock = clock;
    }

    /**
     * Whether a failure says that the server cannot serve now, and will again: gone, starting, changing roles, full, without
     * its disk or its replicas, or in a script; whoever has wrapped it.
     */
    public static boolean isAway(@Nullable Throwable cause) {
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof JedisConnectionException
                    || one instanceof JedisRedirectionException
                    || one instanceof JedisClusterOperationException) return true;
            if (one instanceof JedisException
                    && AWAY.matcher(String.valueOf(one.getMessage())).lookingAt()) return true;
        }
        return false;
    }

    /** Notes a failure; true when it is time for a line. */
    public synchronized boolean failed() {
        long now = clock.millis();
        if (since == 0) since = now;
        if (told != 0 && now - told < REMIND_MS) return false;
        told = now;
        return true;
    }

    /** Notes a success; how long it was away, when it was. */
    public synchronized Optional<Duration> recovered() {
        if (since == 0) return Optional.empty();
        Duration away = Duration.ofMillis(clock.millis() - since);
        since = 0;
        told = 0;
        return Optional.of(away);
    }
}
