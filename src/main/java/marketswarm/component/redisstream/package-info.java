/** The Camel component {@code redis-stream:}: Redis streams as producer, as tail and as consumer group. */
@NullMarked
package marketswarm.component.redisstream;

import org.jspecify.annotations.NullMarked;
