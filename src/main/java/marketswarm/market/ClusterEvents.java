package marketswarm.market;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import marketswarm.domain.MarketEvent;

/** Events of a cluster, or of a part of it, whose name then stands in words and data. */
public record ClusterEvents(String cluster, Shard shard, Clock clock) {

    /** @param message what follows the name of the cluster */
    public MarketEvent event(String type, String severity, String message, Map<String, Object> data) {
        var all = new LinkedHashMap<>(data);
        if (!shard.name().isEmpty()) all.put("shard", shard.name());
        String words = "market: " + shard.label(cluster) + ": " + message;
        return new MarketEvent(type, cluster, severity, words, clock.millis(), all);
    }
}
