/** The engine that asks a language model: prompt, conversation, a server's manners, what an answer may say, limits and costs. */
@NullMarked
package marketswarm.analysis.model;

import org.jspecify.annotations.NullMarked;
