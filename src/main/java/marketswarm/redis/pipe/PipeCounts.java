package marketswarm.redis.pipe;

/**
 * What has become of everything that was offered to a pipe.
 *
 * @param written acknowledged by the server
 * @param refused the server has answered with an error, for example because the key is of another type
 * @param waiting in memory, sent or not, and not acknowledged
 * @param spilledBytes on disk, not acknowledged
 * @param dropped because memory and disk were full
 * @param connections made to the server since the start
 */
public record PipeCounts(long written, long refused, long waiting, long spilledBytes, long dropped, long connections) {}
