/** The door of the application. */
@NullMarked
package marketswarm;

import org.jspecify.annotations.NullMarked;
