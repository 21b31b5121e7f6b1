package marketswarm.market.gap;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import marketswarm.domain.MarketEvent;
import marketswarm.market.Shard;

/** Tells of the gaps of one cluster. */
final class GapEvents {

    private final String cluster;
    private final Shard shard;
    private final Clock clock;

    GapEvents(String cluster, Shard shard, Clock clock) {
        this.cluster = cluster;
        this.shard = shard;
        this.clock = clock;
    }

    MarketEvent opened(Gap gap) {
        return event(
                "gap.open",
                "warning",
                "nothing was read since " + Instant.ofEpochMilli(gap.lostMs()) + "; what came meanwhile is asked for",
                gap.data());
    }

    MarketEvent noRoom(Gap gap, long ticks) {
        var data = new LinkedHashMap<>(gap.data());
        data.put("dropped", ticks);
        data.put("reason", "no room");
        return event(
                "gap.open",
                "error",
                ticks + " ticks dropped so far, there was no room for them while Redis was slow or away; they are asked"
                        + " for when there is; give components.massive.buffer more disk, or Redis more to run on",
                data);
    }

    MarketEvent forgotten(Gap gap) {
        var data = new LinkedHashMap<>(gap.data());
        data.put("reason", "forgotten by Redis");
        return event(
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
        return event(
                "gap.closed",
                whole ? "info" : "warning",
                whole ? words : words + "; missing: " + String.join("; ", report.holes()),
                data);
    }

    private MarketEvent event(String type, String severity, String message, Map<String, Object> data) {
        var all = new LinkedHashMap<>(data);
        if (!shard.name().isEmpty()) all.put("shard", shard.name());
        String words = "market: " + shard.label(cluster) + ": " + message;
        return new MarketEvent(type, cluster, severity, words, clock.millis(), all);
    }
}
