/** Digests: analyses gathered by category and window of time. */
@NullMarked
package marketswarm.analysis.briefing;

import org.jspecify.annotations.NullMarked;
