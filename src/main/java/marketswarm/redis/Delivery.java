package marketswarm.redis;

/**
 * An entry as a member of a group has been given it.
 *
 * @param times how often it has been handed out, this time included
 */
public record Delivery(StreamEntry entry, long times) {

    /** Whether somebody had it before and did not finish it. */
    public boolean again() {
        return times > 1;
    }
}
