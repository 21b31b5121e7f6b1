package marketswarm.feed.poll;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a poll ended, as far as the next one depends on it.
 *
 * @param url of the feed; seeds the jitter
 * @param status HTTP status; 0 when there was no answer at all
 * @param errorStreak failed polls in a row, this one included; 0 after a success (200 with a feed, or 304)
 * @param quietMs how long the feed has been without news
 * @param pushed whether a hub brings its news
 * @param header a header of the answer by its name, as received
 * @param hints what the feed itself says
 */
record PollOutcome(
        String url,
        int status,
        int errorStreak,
        long quietMs,
        boolean pushed,
        UnaryOperator<@Nullable String> header,
        FeedHints hints) {

    PollOutcome {
        if (errorStreak < 0) throw new IllegalArgumentException("feed: error streak " + errorStreak + " is negative");
    }
}
