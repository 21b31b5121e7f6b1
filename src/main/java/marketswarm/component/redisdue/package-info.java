/** The Camel component {@code redis-due:}: what falls due in a sorted set, claimed by one at a time. */
@NullMarked
package marketswarm.component.redisdue;

import org.jspecify.annotations.NullMarked;
