package marketswarm.feed;

import org.jspecify.annotations.Nullable;

/**
 * How a poll ended, as far as the next one depends on it.
 *
 * @param url of the feed; seeds the jitter
 * @param status HTTP status; 0 when there was no answer at all
 * @param errorStreak failed polls in a row, this one included; 0 after a success (200 with a feed, or 304)
 * @param retryAfter the header as received: seconds or an HTTP date
 * @param cacheControl the header as received
 */
public record PollOutcome(
        String url,
        int status,
        int errorStreak,
        @Nullable String retryAfter,
        @Nullable String cacheControl) {

    public PollOutcome {
        if (errorStreak < 0) throw new IllegalArgumentException("feed: error streak " + errorStreak + " is negative");
    }
}
