/** Ticks and events as entries of streams: written, read back, kept while Redis is away. */
@NullMarked
package marketswarm.market.stream;

import org.jspecify.annotations.NullMarked;
