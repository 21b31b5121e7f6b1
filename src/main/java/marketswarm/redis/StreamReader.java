package marketswarm.redis;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * Makes what a route works on out of the entries of one read, all of them in one round trip. The stream component uses
 * it in place of the bare entry when a route names one.
 *
 * @param <T> what the route's body shall be
 */
public interface StreamReader<T> {

    /** @return a body for each entry, in their order; null where nothing is to be done, which is acknowledged */
    List<@Nullable T> open(UnifiedJedis redis, List<Delivery> entries);

    /** How long nothing new is wanted; zero when it is. Asked before every read. */
    default Duration pause() {
        return Duration.ZERO;
    }
}
