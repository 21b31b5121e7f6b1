/** Vendor messages to domain records and back: decoder, session, tick entries, folded snapshots, REST answers. */
@NullMarked
package marketswarm.market;

import org.jspecify.annotations.NullMarked;
