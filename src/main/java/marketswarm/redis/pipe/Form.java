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

    /** For the disk, in their order. */
    byte[] store(List<T> bodies);

    /** What {@link #store} has made. */
    List<T> restore(byte[] stored);
}
