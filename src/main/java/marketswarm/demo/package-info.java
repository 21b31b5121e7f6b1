/** What the demo runs on when nothing real is at hand: an embedded Redis, a simulated market and sample feeds. */
@NullMarked
package marketswarm.demo;

import org.jspecify.annotations.NullMarked;
