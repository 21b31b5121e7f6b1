package marketswarm.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
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

    private static final Duration REMIND = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private @Nullable Long sinceNs;
    private long toldNs;

    public Outage() {
        this(System::nanoTime);
    }

    Outage(LongSupplier nanos) {
        this.nanos = nanos;
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
        long now = nanos.getAsLong();
        boolean first = sinceNs == null;
        if (!first && now - toldNs < REMIND.toNanos()) return false;
        if (first) sinceNs = now;
        toldNs = now;
        return true;
    }

    /** Notes a success; how long it was away, when it was. */
    public synchronized Optional<Duration> recovered() {
        if (sinceNs == null) return Optional.empty();
        Duration away = Duration.ofNanos(nanos.getAsLong() - sinceNs);
        sinceNs = null;
        return Optional.of(away);
    }
}
