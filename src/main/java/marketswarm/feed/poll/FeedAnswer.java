package marketswarm.feed.poll;

import java.util.function.UnaryOperator;
import marketswarm.feed.fetch.Unusable;
import org.jspecify.annotations.Nullable;

/**
 * What a site answered to a poll.
 *
 * @param status HTTP status; 0 when there was no answer
 * @param error why there is none, or none that can be used; absent after a usable one
 * @param unusable whether it is the answer itself that cannot be used, so that it goes to quarantine
 * @param header a header by its name, null when it was not sent
 * @param body at most as many bytes as the poll allows
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes of an answer are read once and never compared
public record FeedAnswer(
        FeedPoll poll,
        int status,
        @Nullable String error,
        boolean unusable,
        UnaryOperator<@Nullable String> header,
        byte[] body) {

    /** Set by whoever fetches: where the site says that the feed has moved for good. */
    public static final String MOVED_TO = "MarketSwarmMovedTo";

    private static final byte[] NOTHING = {};

    /** There was no answer. */
    public static FeedAnswer none(FeedPoll poll, String why) {
        return new FeedAnswer(poll, 0, why, false, name -> null, NOTHING);
    }

    /** There was one, or could have been, that nobody wants. */
    public static FeedAnswer unusable(FeedPoll poll, Unusable why) {
        return new FeedAnswer(poll, 0, "feed: " + poll.url() + " " + why.getMessage(), true, name -> null, NOTHING);
    }

    /** There was one. */
    public static FeedAnswer of(FeedPoll poll, int status, UnaryOperator<@Nullable String> header, byte[] body) {
        return new FeedAnswer(poll, status, null, false, header, body);
    }

    /** The feed's rhythm with what this answer says about where it is. */
    public FeedRhythm rhythm() {
        boolean askedThere = poll.url().equals(poll.rhythm().movedTo());
        return askedThere || status == 0 ? poll.rhythm() : poll.rhythm().moved(header.apply(MOVED_TO));
    }
}
