package marketswarm.market.gap;

import java.time.Instant;
import java.util.LinkedHashMap;
import marketswarm.domain.MarketEvent;
import marketswarm.market.ClusterEvents;

/** Tells of the gaps of one cluster. */
final class GapEvents {

    private final ClusterEvents events;

    GapEvents(ClusterEvents events) {
        this.events = events;
    }

    MarketEvent opened(Gap gap) {
        return events.event(
                "gap.open",
                "warning",
                "nothing was read since " + Instant.ofEpochMilli(gap.lostMs()) + "; what came meanwhile is asked for",
                gap.data());
    }

    MarketEvent noRoom(Gap gap, long ticks) {
        var data = new LinkedHashMap<>(gap.data());
        data.put("dropped", ticks);
        data.put("reason", "no room");
        return events.event(
                "gap.open",
                "error",
                ticks + " ticks dropped so far, there was no room for them while Redis was slow or away; they are asked"
                        + " for when there is; give components.massive.buffer more disk, or Redis more to run on",
                data);
    }

    MarketEvent forgotten(Gap gap) {
        var data = new LinkedHashMap<>(gap.data());
        data.put("reason", "forgotten by Redis");
        return events.event(
                "gap.open",
                "warning",
                "Redis has forgotten ticks that it had taken since " + Instant.ofEpochMilli(gap.lostMs())
                        + ", as a new master may; they are asked for again",
                data);
    }

    MarketEvent closed(Gap gap, long untilMs, int symbols, GapReport report) {
        var data = new LinkedHashMap<>(gap.data());
        data.put("until_ms", untilMs);
        data.put("symbols", symbols);
        data.putAll(report.data());
        boolean whole = report.holes().isEmpty();
        String words = "gap closed, " + report.filled() + " ticks filled in";
        return events.event(
                "gap.closed",
                whole ? "info" : "warning",
                whole ? words : words + "; missing: " + String.join("; ", report.holes()),
                data);
    }
}
