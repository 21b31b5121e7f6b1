/**
 * Records the trade talks about: ticks, snapshots, items, analyses, events; and which release this is. Plain java.*, no library.
 */
@NullMarked
package marketswarm.domain;

import org.jspecify.annotations.NullMarked;
