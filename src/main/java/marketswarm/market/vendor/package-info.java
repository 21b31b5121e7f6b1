/** What the vendor says, over the socket and by REST, in our own records, and what it is asked. */
@NullMarked
package marketswarm.market.vendor;

import org.jspecify.annotations.NullMarked;
