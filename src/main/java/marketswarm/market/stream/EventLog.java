package marketswarm.market.stream;

import java.util.List;
import java.util.Optional;
import marketswarm.domain.MarketEvent;
import marketswarm.market.MarketEvents;
import marketswarm.market.Shard;
import marketswarm.redis.Keys;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamEntry;

/** The market events that have been told, read backwards: what an earlier process left open is found there. */
public final class EventLog {

    private static final int PAGE = 500;
    private static final int PAGES = 100;

    private final UnifiedJedis redis;

    public EventLog(UnifiedJedis redis) {
        this.redis = redis;
    }

    /**
     * The gap of a cluster that was told open and not closed since.
     *
     * @param shard the part that it is of, as {@link Shard#name} says
     */
    public Optional<MarketEvent> openGap(String cluster, String shard) {
        return newest(cluster, shard, "gap.open", "gap.closed")
                .filter(event -> event.type().equals("gap.open"));
    }

    private Optional<MarketEvent> newest(String symbol, String shard, String type, String orType) {
        String end = "+";
        for (int i = 0; i < PAGES; i++) {
            List<StreamEntry> page = redis.xrevrange(Keys.MARKET_EVENTS.key(), end, "-", PAGE);
            for (StreamEntry entry : page) {
                String found = entry.getFields().getOrDefault("type", "");
                if (!symbol.equals(entry.getFields().get("symbol"))) continue;
                if (!found.equals(type) && !found.equals(orType)) continue;
                MarketEvent event = MarketEvents.of(entry.getFields());
                if (shard.equals(event.data().getOrDefault("shard", ""))) return Optional.of(event);
            }
            if (page.size() < PAGE) break;
            end = "(" + page.get(PAGE - 1).getID();
        }
        return Optional.empty();
    }
}
