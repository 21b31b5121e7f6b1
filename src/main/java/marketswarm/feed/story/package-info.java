/** What an item is about and which items tell the same: tickers, revisions, stories. */
@NullMarked
package marketswarm.feed.story;

import org.jspecify.annotations.NullMarked;
