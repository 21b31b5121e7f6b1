package marketswarm.redis.pipe;

import java.util.List;

/**
 * How bodies are told to the server and kept on disk.
 *
 * @param <T> what a pipe carries
 */
public interface Form<T> {

    /** The key of the stream that it belongs to. */
    String key(T body);

    /** Exactly one XADD. */
    void encode(T body, RespBuffer into);

    /**
     * What becomes true in the same step as these entries, and is true after it once it is told.
     *
     * @return how many commands that is
     */
    default int encodeBeside(List<T> bodies, RespBuffer into) {
        return 0;
    }

    /** For the disk, in their order. */
    byte[] store(List<T> bodies);

    /** What {@link #store} has made. */
    List<T> restore(byte[] stored);
}
