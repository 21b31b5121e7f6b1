/** A connection to the vendor's cluster: signed in, subscribed, watched, handed over. */
@NullMarked
package marketswarm.market.session;

import org.jspecify.annotations.NullMarked;
