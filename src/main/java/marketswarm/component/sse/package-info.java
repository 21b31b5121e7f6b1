/** The Camel component {@code sse:}: fans stream entries out to browsers. */
@NullMarked
package marketswarm.component.sse;

import org.jspecify.annotations.NullMarked;
