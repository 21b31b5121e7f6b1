package marketswarm.market;

import java.util.List;
import marketswarm.domain.Tick;

/**
 * What one text frame of the vendor holds, or several that came one after the other, each list in their order.
 *
 * @param malformed elements that could not be used; 1 for a frame that is no JSON array
 */
public record Frame(List<Status> statuses, List<Tick> ticks, int malformed) {

    public Frame {
        statuses = List.copyOf(statuses);
        ticks = List.copyOf(ticks);
    }

    /** Whether the vendor says something about the connection. */
    public boolean speaks() {
        return !statuses.isEmpty();
    }
}
