/** From an item to its analysis: one interface, an engine of our own rules and one that asks a language model. */
@NullMarked
package marketswarm.analysis;

import org.jspecify.annotations.NullMarked;
