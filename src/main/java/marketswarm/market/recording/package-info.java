/** The vendor's frames as they came: kept in compressed files, read back for a replay. */
@NullMarked
package marketswarm.market.recording;

import org.jspecify.annotations.NullMarked;
