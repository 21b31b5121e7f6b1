package marketswarm.domain;

/** One entry of {@code rss:queue}: the item that waits for its analysis. */
public record WorkUnit(String uid, String url, String title, String source, String category) {}
