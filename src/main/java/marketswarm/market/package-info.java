/**
 * From the vendor's messages to ticks, snapshots and events. Here stand the words that its rooms share; the way of a tick
 * leads through {@code session}, {@code vendor}, {@code stream} and {@code snapshot}, what was missed through {@code gap}.
 */
@NullMarked
package marketswarm.market;

import org.jspecify.annotations.NullMarked;
