package marketswarm.market.stream;

import java.time.Clock;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import marketswarm.redis.Keys;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XTrimParams;

/** Takes ticks out of their streams when they are older than truth keeps them, also where no new ones push them out. */
public final class OldTicks {

    private static final double HOUR_MS = Duration.ofHours(1).toMillis();

    private final UnifiedJedis redis;
    private final DoubleSupplier hours;
    private final Clock clock;

    /** @param hours that a tick is kept; 0 for ever */
    public OldTicks(UnifiedJedis redis, DoubleSupplier hours, Clock clock) {
        this.redis = redis;
        this.hours = hours;
        this.clock = clock;
    }

    /** Of every symbol there is. */
    public void sweep() {
        double kept = hours.getAsDouble();
        if (kept <= 0) return;
        XTrimParams older = new XTrimParams().minId(Long.toString(clock.millis() - (long) (kept * HOUR_MS)));
        try (var pipeline = redis.pipelined()) {
            for (String symbol : redis.smembers(Keys.SYMBOLS.key())) pipeline.xtrim(TickEntries.key(symbol), older);
            pipeline.sync();
        }
    }
}
