package marketswarm.market.vendor;

/**
 * An element that could not be used.
 *
 * @param reason in words
 * @param text as it came, its beginning where it is long
 */
public record Refused(String reason, String text) {

    private static final int LONGEST = 500;

    static Refused of(String reason, String frame, int from, int end) {
        int until = Math.min(Math.min(Math.max(from, end), frame.length()), from + LONGEST);
        return new Refused(reason, frame.substring(Math.min(from, until), until));
    }
}
