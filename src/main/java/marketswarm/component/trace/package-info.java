/** OpenTelemetry traces of news items, across services and Redis; nothing of it is loaded unless truth names a collector. */
@NullMarked
package marketswarm.component.trace;

import org.jspecify.annotations.NullMarked;
