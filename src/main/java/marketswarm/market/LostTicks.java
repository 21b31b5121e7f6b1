package marketswarm.market;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import marketswarm.domain.MarketEvent;

/** Ticks for which neither memory nor disk had room: a gap, told when it begins and now and then while it grows. */
public final class LostTicks {

    private static final long AGAIN_MS = Duration.ofSeconds(30).toMillis();

    private final LongSupplier dropped;
    private final Clock clock;
    private long told;
    private long toldMs;

    /** @param dropped how many, since the start */
    public LostTicks(LongSupplier dropped, Clock clock) {
        this.dropped = dropped;
        this.clock = clock;
    }

    /** To be called every second or so. */
    public synchronized List<MarketEvent> events() {
        long now = clock.millis();
        long since = dropped.getAsLong() - told;
        if (since == 0 || now - toldMs < AGAIN_MS) return List.of();
        told += since;
        toldMs = now;
        return List.of(new MarketEvent(
                "gap.open",
                "massive",
                "error",
                "market: " + since + " ticks dropped, there was no room for them while Redis was slow or away;"
                        + " give components.massive.buffer more disk, or Redis more to run on",
                now,
                Map.of("dropped", since, "reason", "no room")));
    }
}
