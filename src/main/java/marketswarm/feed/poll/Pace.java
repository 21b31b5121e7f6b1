package marketswarm.feed.poll;

import java.time.Duration;

/**
 * How often truth wants a feed polled.
 *
 * @param interval between two polls of a feed that changes often
 * @param longest between two polls of one that does not
 * @param hints whether the site's wishes (Cache-Control, Expires, ttl, …) may make it longer still
 */
record Pace(Duration interval, Duration longest, boolean hints) {

    Pace {
        if (longest.compareTo(interval) < 0) longest = interval;
    }
}
