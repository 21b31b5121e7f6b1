package marketswarm.market;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import marketswarm.domain.Tick;
import marketswarm.redis.StreamWriter;
import marketswarm.redis.pipe.Ids;
import marketswarm.redis.pipe.Settled;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** For a Redis Cluster, which has no one server to pipe to: writes, waits, and tells what was written. */
public final class FoldingTickWriter implements StreamWriter<Tick> {

    private final TickWriter writer;
    private final Settled<Tick> written;

    public FoldingTickWriter(TickWriter writer, Settled<Tick> written) {
        this.writer = writer;
        this.written = written;
    }

    @Override
    public List<@Nullable String> append(UnifiedJedis redis, String key, List<Tick> ticks) {
        List<@Nullable String> ids = writer.append(redis, key, ticks);
        written.settled(
                ticks,
                Ids.of(IntStream.range(0, ids.size())
                        .mapToObj(i -> new StreamEntryID(Objects.requireNonNull(ids.get(i))))
                        .toList()));
        return ids;
    }
}
