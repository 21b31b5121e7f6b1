/** The fan-out to browsers: topics, subscribers, cursors, conflation, the SSE wire format and the REST mirror. */
@NullMarked
package marketswarm.gateway;

import org.jspecify.annotations.NullMarked;
