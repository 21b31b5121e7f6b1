/** The engine of our own rules: sentences, names, tone, impact and topics of an item, by word lists that ship with the program. */
@NullMarked
package marketswarm.analysis.rules;

import org.jspecify.annotations.NullMarked;
