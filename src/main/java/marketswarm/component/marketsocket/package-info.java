/** The Camel component {@code market-socket:}: a WebSocket client that can be trusted. */
@NullMarked
package marketswarm.component.marketsocket;

import org.jspecify.annotations.NullMarked;
