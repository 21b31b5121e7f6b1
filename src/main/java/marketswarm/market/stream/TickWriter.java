package marketswarm.market.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import marketswarm.domain.Tick;
import marketswarm.redis.StreamEntry;
import marketswarm.redis.StreamWriter;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XAddParams;

/** Appends each tick to the stream of its symbol; one pipelined batch a frame. */
public final class TickWriter implements StreamWriter<Tick> {

    private final String origin;
    private final LongSupplier maxLength;
    private final NewSymbols newSymbols = new NewSymbols();

    /**
     * @param origin see {@link TickEntries#of(Tick, String)}
     * @param maxLength entries kept in each stream, about
     */
    public TickWriter(String origin, LongSupplier maxLength) {
        this.origin = origin;
        this.maxLength = maxLength;
    }

    @Override
    public List<@Nullable String> append(UnifiedJedis redis, String key, List<Tick> ticks) {
        newSymbols.announce(redis, ticks);
        XAddParams params = new XAddParams()
                .id(StreamEntryID.NEW_ENTRY)
                .maxLen(maxLength.getAsLong())
                .approximateTrimming();
        List<Response<StreamEntryID>> replies = new ArrayList<>(ticks.size());
        try (var pipeline = redis.pipelined()) {
            for (Tick tick : ticks) {
                StreamEntry entry = TickEntries.of(tick, origin);
                replies.add(pipeline.xadd(entry.key(), params, entry.fields()));
            }
            pipeline.sync();
        }
        List<@Nullable String> ids = new ArrayList<>(replies.size());
        for (Response<StreamEntryID> reply : replies) ids.add(reply.get().toString());
        return ids;
    }
}
