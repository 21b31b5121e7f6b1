package marketswarm.feed.fetch;

import java.io.IOException;

/** An answer that is not used, whatever it holds; it goes to {@code rss:quarantine}. The message is the reason. */
public final class Unusable extends IOException {

    private static final long serialVersionUID = 1L;

    public Unusable(String reason) {
        super(reason);
    }
}
