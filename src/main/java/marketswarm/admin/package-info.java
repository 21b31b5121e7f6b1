/** The admin's command line: one class a verb, and {@link marketswarm.admin.Admin}, which lists them. */
@NullMarked
package marketswarm.admin;

import org.jspecify.annotations.NullMarked;
