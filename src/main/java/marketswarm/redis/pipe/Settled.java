package marketswarm.redis.pipe;

import java.time.Duration;
import java.util.List;

/**
 * Told of everything that has become an entry, batch by batch in order; on the thread that reads replies, so be quick.
 *
 * @param <T> what a pipe carries
 */
public interface Settled<T> {

    /**
     * @param bodies theirs for the time of the call: copy what is to be kept
     * @param ids of their entries, in the same order; when the reply was lost, that of the newest entry of the stream
     */
    void settled(List<T> bodies, Ids ids);

    /** These found no room, neither in memory nor on disk, and are lost here; on the thread that offers. */
    default void dropped(List<? extends T> bodies) {}

    /** The server has forgotten what it had taken, or a part of it, for so long until now. */
    default void forgotten(Duration age) {}
}
