/** When a feed is asked, and what is remembered of it from one answer to the next. */
@NullMarked
package marketswarm.feed.poll;

import org.jspecify.annotations.NullMarked;
