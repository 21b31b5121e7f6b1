package marketswarm.market.gap;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import marketswarm.domain.MarketEvent;
import marketswarm.market.stream.LostTicks;
import marketswarm.market.stream.StoredTicks.Mark;

/**
 * An interval of which a cluster may have missed something.
 *
 * @param lostMs when its newest tick before was read, our clock
 * @param delayMs how far the vendor's stamps were behind our clock then
 */
public record Gap(long lostMs, long delayMs) {

    /** How far stamps may run apart around the last tick, and so how far back the question reaches. */
    static final long OVERLAP_MS = Duration.ofSeconds(5).toMillis();

    /** How far the vendor's clock may be ahead of ours. */
    private static final long FURTHEST_AHEAD_MS = Duration.ofMinutes(1).toMillis();

    public static Gap after(Mark mark) {
        return new Gap(mark.receivedMs(), mark.delayMs());
    }

    static Gap of(LostTicks.Hole hole) {
        return after(Mark.of(hole.fromMs(), hole.delayMs()));
    }

    /** The gap that an event told of; empty when its data is not ours. */
    static Optional<Gap> of(MarketEvent event) {
        return event.data().get("lost_ms") instanceof Number lost
                        && event.data().get("delay_ms") instanceof Number delay
                ? Optional.of(new Gap(lost.longValue(), delay.longValue()))
                : Optional.empty();
    }

    /** From when on something may be missing, vendor's clock. */
    public long fromMs() {
        return lostMs - delayMs - OVERLAP_MS;
    }

    /**
     * Whatever was read before is older than {@link #fromMs()}, our clock. Nothing is concluded from the delay, which may
     * be taken for larger than it is.
     */
    public long storedFromMs() {
        return fromMs() - FURTHEST_AHEAD_MS;
    }

    Map<String, Object> data() {
        var data = new LinkedHashMap<String, Object>();
        data.put("lost_ms", lostMs);
        data.put("delay_ms", delayMs);
        data.put("from_ms", fromMs());
        return data;
    }
}
