/** Records the trade talks about: ticks, snapshots, items, analyses, events. Plain java.*, no library. */
@NullMarked
package marketswarm.domain;

import org.jspecify.annotations.NullMarked;
