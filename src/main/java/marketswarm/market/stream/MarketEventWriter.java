package marketswarm.market.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import marketswarm.domain.MarketEvent;
import marketswarm.market.MarketEvents;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.redis.StreamWriter;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XAddParams;

/**
 * Appends market events to their stream and publishes each on the channel of the same events; for a Redis Cluster, where
 * no transaction spans the two.
 */
public final class MarketEventWriter implements StreamWriter<MarketEvent> {

    private final LongSupplier maxLength;

    /** @param maxLength events kept, about */
    public MarketEventWriter(LongSupplier maxLength) {
        this.maxLength = maxLength;
    }

    @Override
    public List<@Nullable String> append(UnifiedJedis redis, String key, List<MarketEvent> events) {
        XAddParams params = new XAddParams()
                .id(StreamEntryID.NEW_ENTRY)
                .maxLen(maxLength.getAsLong())
                .approximateTrimming();
        List<Response<StreamEntryID>> replies = new ArrayList<>(events.size());
        try (var pipeline = redis.pipelined()) {
            for (MarketEvent event : events)
                replies.add(pipeline.xadd(key, params, MarketEvents.entry(event).fields()));
            pipeline.sync();
        }
        List<@Nullable String> ids = new ArrayList<>(replies.size());
        for (Response<StreamEntryID> reply : replies) ids.add(reply.get().toString());
        for (MarketEvent event : events)
            redis.publish(
                    Keys.MARKET_EVENTS_CHANNEL,
                    Json.write(MarketEvents.entry(event).fields()));
        return ids;
    }
}
