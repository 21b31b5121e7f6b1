/** What a request may reach, and how much of an answer is taken. */
@NullMarked
package marketswarm.feed.fetch;

import org.jspecify.annotations.NullMarked;
