/** Ticks folded into the state of each symbol, and what is remarkable about it. */
@NullMarked
package marketswarm.market.snapshot;

import org.jspecify.annotations.NullMarked;
