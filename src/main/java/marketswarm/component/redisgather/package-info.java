/** Half-filled groups of Camel's aggregator in Redis. */
@NullMarked
package marketswarm.component.redisgather;

import org.jspecify.annotations.NullMarked;
