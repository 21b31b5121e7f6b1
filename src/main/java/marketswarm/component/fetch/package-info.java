/** What camel-http is given to fetch with: how long, how much, from where, and when to hang up. */
@NullMarked
package marketswarm.component.fetch;

import org.jspecify.annotations.NullMarked;
