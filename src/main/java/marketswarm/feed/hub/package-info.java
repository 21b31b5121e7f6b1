/** WebSub: feeds that are pushed by a hub instead of being asked. */
@NullMarked
package marketswarm.feed.hub;

import org.jspecify.annotations.NullMarked;
