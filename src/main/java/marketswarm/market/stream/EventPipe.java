package marketswarm.market.stream;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import marketswarm.domain.MarketEvent;
import marketswarm.redis.StreamWriter;
import marketswarm.redis.pipe.Pipe;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/** Takes market events over and appends them by itself, each once and in order; whoever tells one does not wait. */
public final class EventPipe implements StreamWriter<MarketEvent>, AutoCloseable {

    private static final long LOOK_NS = 5_000_000;
    private static final int LOOKS = 1_000;

    private final Pipe<MarketEvent> pipe;

    public EventPipe(Pipe<MarketEvent> pipe) {
        this.pipe = pipe;
    }

    /** @return no ids: Redis has not given any yet */
    @Override
    public List<@Nullable String> append(UnifiedJedis redis, String key, List<MarketEvent> events) {
        pipe.offer(events);
        return List.of();
    }

    /** Whether every event that was told is in the stream. */
    public boolean isIdle() {
        return pipe.isIdle();
    }

    /** Waits, for some seconds, until what an earlier process could not tell is told. */
    public void settle() {
        for (int i = 0; i < LOOKS && !isIdle(); i++) LockSupport.parkNanos(LOOK_NS);
    }

    /** The last that was offered was the last: it is sent without waiting for more. */
    public void drain() {
        pipe.drain();
    }

    @Override
    public void close() {
        pipe.close();
    }
}
