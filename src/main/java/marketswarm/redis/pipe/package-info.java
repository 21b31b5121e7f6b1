/** Appends to streams as fast as the server takes it: encoded by hand, acknowledged beside, spilled when it is away. */
@NullMarked
package marketswarm.redis.pipe;

import org.jspecify.annotations.NullMarked;
