/** Camel components, one package each, and what they share. */
@NullMarked
package marketswarm.component;

import org.jspecify.annotations.NullMarked;
