/** The whole Redis schema, connections, and what several rooms read and write there. */
@NullMarked
package marketswarm.redis;

import org.jspecify.annotations.NullMarked;
