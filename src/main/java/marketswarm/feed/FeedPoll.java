package marketswarm.feed;

import org.jspecify.annotations.Nullable;

/** One poll of one feed: what was known of it when it began. */
public record FeedPoll(FeedState state) {

    public String url() {
        return state.url();
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
