/** Coordination: heartbeats, the state of every service, log records. */
@NullMarked
package marketswarm.mesh;

import org.jspecify.annotations.NullMarked;
