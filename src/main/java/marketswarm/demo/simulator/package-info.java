/** A look-alike of the vendor Massive, WebSocket and REST, fed by a seeded random walk. */
@NullMarked
package marketswarm.demo.simulator;

import org.jspecify.annotations.NullMarked;
