package marketswarm.market.stream;

import java.util.List;
import marketswarm.domain.Tick;

/** How far the ticks that were handed to a pipe have been written, by when they were received. */
public final class Written {

    private volatile long newestMs;

    /** These have become entries; called in the order in which they were handed over. */
    public void settled(List<Tick> ticks) {
        if (!ticks.isEmpty()) newestMs = ticks.get(ticks.size() - 1).receivedMs();
    }

    /** Whether everything that was handed over before this time is written, as far as later ticks show. */
    public boolean isUntil(long receivedMs) {
        return newestMs >= receivedMs;
    }
}
