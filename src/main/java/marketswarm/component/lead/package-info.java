/** Roles that one of several instances holds, as a Camel cluster service: routes say {@code master:<role>:…}. */
@NullMarked
package marketswarm.component.lead;

import org.jspecify.annotations.NullMarked;
