/** The feed room: bytes of a feed become news items, with uid, honest dates, plain text, tickers and a polite next poll. */
@NullMarked
package marketswarm.feed;

import org.jspecify.annotations.NullMarked;
