package marketswarm.feed.poll;

import org.jspecify.annotations.Nullable;

/**
 * One poll of one feed: what was known of it when it began.
 *
 * @param whole whether all of it is wanted, changed or not: what is forgotten unless a feed still carries it is seen again
 * @param againMs when to come again, for its host is not to be asked now; 0: it may be
 * @param pushed whether nobody asked: a hub brought it, perhaps only a part
 */
public record FeedPoll(FeedState state, FeedRhythm rhythm, boolean whole, long againMs, boolean pushed) {

    /** Of a feed that is asked as its host allows. */
    public static FeedPoll of(FeedState state, FeedRhythm rhythm, boolean whole) {
        return new FeedPoll(state, rhythm, whole, 0, false);
    }

    /** What a hub brought. */
    public static FeedPoll pushed(FeedState state, FeedRhythm rhythm) {
        return new FeedPoll(state, rhythm, false, 0, true);
    }

    /** Where to fetch it: where truth says, or where it was found from there, or where it has moved for good. */
    public String url() {
        if (state.address() != null) return state.address();
        String moved = rhythm.movedTo();
        return moved != null && rhythm.hasMovedForGood() ? moved : state.url();
    }

    /** The same, with when to come again. */
    public FeedPoll again(long ms) {
        return new FeedPoll(state, rhythm, whole, ms, pushed);
    }

    public @Nullable String etag() {
        return whole ? null : state.etag();
    }

    public @Nullable String lastModified() {
        return whole ? null : state.lastModified();
    }

    public boolean isTurnedAway() {
        return againMs > 0;
    }
}
