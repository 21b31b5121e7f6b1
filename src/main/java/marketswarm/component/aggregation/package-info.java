/** Half-filled groups of Camel's aggregator, kept in Redis by camel-redis. */
@NullMarked
package marketswarm.component.aggregation;

import org.jspecify.annotations.NullMarked;
