package marketswarm.feed.read;

/**
 * An entry that could not be used; it goes to {@code rss:quarantine}.
 *
 * @param reason one line
 * @param excerpt how the entry begins, without attributes; at most 300 characters
 */
public record Rejected(String reason, String excerpt) {}
