package marketswarm.market.stream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import marketswarm.domain.Tick;
import marketswarm.redis.StreamWriter;
import marketswarm.redis.pipe.Pipe;
import marketswarm.redis.pipe.PipeCounts;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * Takes the ticks of a frame over and appends them by itself, at the speed of Redis; the frame does not wait. What
 * follows from a written tick hangs on the pipe.
 */
public final class TickPipe implements StreamWriter<Tick>, AutoCloseable {

    private final Pipe<Tick> pipe;

    public TickPipe(Pipe<Tick> pipe) {
        this.pipe = pipe;
    }

    /** @return no ids: Redis has not given any yet */
    @Override
    public List<@Nullable String> append(UnifiedJedis redis, String key, List<Tick> ticks) {
        return append(redis, key, ticks, System.nanoTime());
    }

    @Override
    public List<@Nullable String> append(UnifiedJedis redis, String key, List<Tick> ticks, long sinceNs) {
        pipe.offer(ticks, sinceNs);
        return List.of();
    }

    /** For the heartbeat. */
    public Map<String, String> progress() {
        PipeCounts counts = pipe.counts();
        Map<String, String> progress = new LinkedHashMap<>();
        progress.put("ticks_written", Long.toString(counts.written()));
        progress.put("ticks_waiting", Long.toString(counts.waiting()));
        progress.put("ticks_spilled_bytes", Long.toString(counts.spilledBytes()));
        progress.put("ticks_dropped", Long.toString(counts.dropped()));
        progress.put("ticks_refused", Long.toString(counts.refused()));
        Histogram latencies = pipe.takeLatencies();
        if (latencies.getTotalCount() == 0) return progress;
        progress.put("ticks_ack_us_p50", Long.toString(latencies.getValueAtPercentile(50)));
        progress.put("ticks_ack_us_p99", Long.toString(latencies.getValueAtPercentile(99)));
        progress.put("ticks_ack_us_p999", Long.toString(latencies.getValueAtPercentile(99.9)));
        return progress;
    }

    /** Whether an earlier process has left something on disk, which is written first. */
    public boolean inherits() {
        return pipe.inherits();
    }

    /** Whether nothing waits to be written, in memory or on disk. */
    public boolean isIdle() {
        return pipe.isIdle();
    }

    /** Marks the end of everything that has been handed over until now. */
    public long mark() {
        return pipe.mark();
    }

    /** Whether everything before the mark is written. */
    public boolean isWrittenUntil(long mark) {
        return pipe.isWrittenUntil(mark);
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
