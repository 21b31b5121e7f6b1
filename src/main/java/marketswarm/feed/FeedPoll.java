package marketswarm.feed;

import org.jspecify.annotations.Nullable;

/** One poll of one feed: what was known of it when it began. */
public record FeedPoll(FeedState state) {

    /** Where to fetch it: where truth says, or where it was found from there. */
    public String url() {
        return state.address() == null ? state.url() : state.address();
    }

    public @Nullable String etag() {
        return state.etag();
    }

    public @Nullable String lastModified() {
        return state.lastModified();
    }

    // the getters' names are what a route's ${body.url} looks for
    public String getUrl() {
        return url();
    }

    public @Nullable String getEtag() {
        return etag();
    }

    public @Nullable String getLastModified() {
        return lastModified();
    }
}
