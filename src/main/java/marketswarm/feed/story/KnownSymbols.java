package marketswarm.feed.story;

import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;
import marketswarm.redis.Keys;
import redis.clients.jedis.UnifiedJedis;

/** The symbols that the market room knows, read again every few seconds rather than for every item. */
public final class KnownSymbols implements Supplier<Set<String>> {

    private static final long FRESH_MS = 5_000;

    private final UnifiedJedis redis;
    private final Clock clock;
    private volatile Read last = new Read(Set.of(), Long.MIN_VALUE);

    private record Read(Set<String> symbols, long untilMs) {}

    public KnownSymbols(UnifiedJedis redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    @Override
    public Set<String> get() {
        Read known = last;
        if (clock.millis() >= known.untilMs()) {
            known = new Read(Set.copyOf(redis.smembers(Keys.SYMBOLS.key())), clock.millis() + FRESH_MS);
            last = known;
        }
        return known.symbols();
    }
}
