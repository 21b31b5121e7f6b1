/**
 * From an item to its analysis: the desk that opens work units and keeps what comes of them, and what an
 * {@link marketswarm.analysis.Analyst} is given. The engines stand in {@code rules} and {@code model}.
 */
@NullMarked
package marketswarm.analysis;

import org.jspecify.annotations.NullMarked;
