package marketswarm.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * Appends bodies to a stream together with whatever must change in the same atomic step. The stream component uses it
 * in place of a plain XADD when a route names one.
 *
 * @param <T> what the route's body is, or holds as a list
 */
public interface StreamWriter<T> {

    /**
     * Appends all bodies in one pipelined batch.
     *
     * @return the id of each entry, in the order of the bodies; null where there was nothing new to append; an empty
     *     list when the writer has taken the bodies over and appends them by itself
     */
    List<@Nullable String> append(UnifiedJedis redis, String key, List<T> bodies);

    /**
     * The same, for one that tells how long things take.
     *
     * @param sinceNs when the first of them came to this process, by {@link System#nanoTime}
     */
    default List<@Nullable String> append(UnifiedJedis redis, String key, List<T> bodies, long sinceNs) {
        return append(redis, key, bodies);
    }
}
