/** What a socket has missed: told, asked of REST, written once. */
@NullMarked
package marketswarm.market.gap;

import org.jspecify.annotations.NullMarked;
