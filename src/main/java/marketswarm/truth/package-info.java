/** The Universal Truth: merged, validated, loaded, read by services; secrets kept to themselves. */
@NullMarked
package marketswarm.truth;

import org.jspecify.annotations.NullMarked;
