package marketswarm.market.vendor;

import java.util.List;
import marketswarm.domain.PriceBand;
import marketswarm.domain.Tick;

/**
 * What one text frame of the vendor holds, or several that came one after the other, each list in their order.
 *
 * @param malformed elements that could not be used; 1 for a frame that is no JSON array
 * @param refused the first of them
 * @param bands the price bands among the ticks
 */
public record Frame(
        List<Status> statuses, List<Tick> ticks, int malformed, List<Refused> refused, List<PriceBand> bands) {

    public Frame {
        statuses = List.copyOf(statuses);
        ticks = List.copyOf(ticks);
        refused = List.copyOf(refused);
        bands = List.copyOf(bands);
    }

    /** Whether the vendor says something about the connection, or about whether a symbol may be traded. */
    public boolean speaks() {
        return !statuses.isEmpty() || !bands.isEmpty();
    }
}
