package marketswarm.redis.pipe;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * How much may wait while the server is slow or away. Asked whenever something is to be kept, so it can change live.
 *
 * @param memoryBytes then the disk is used
 * @param diskBytes then what comes is dropped; 0 for no disk
 * @param directory for this process or one after it; made when needed
 */
public record Room(LongSupplier memoryBytes, LongSupplier diskBytes, Path directory) {}
