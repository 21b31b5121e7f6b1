package marketswarm.feed.read;

/** The answer is no feed at all: an HTML page, nothing, JSON of another kind. One line, fit for a person to read. */
public final class NotAFeed extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    NotAFeed(String feedUrl, String what) {
        super("feed: " + feedUrl + " answered " + what + ", not a feed");
    }
}
