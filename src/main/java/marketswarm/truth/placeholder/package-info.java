/** The truth as Camel sees it: settings as placeholders, secrets at the moment of use. */
@NullMarked
package marketswarm.truth.placeholder;

import org.jspecify.annotations.NullMarked;
