package marketswarm.market.stream;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import marketswarm.domain.Tick;
import marketswarm.redis.Keys;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Makes a symbol known before its first tick is written, so that who follows all symbols misses none. */
final class NewSymbols {

    private final Set<String> announced = ConcurrentHashMap.newKeySet();

    /** While Redis is away nothing is said here, for the ticks that follow say it; the next ticks try again. */
    void announce(UnifiedJedis redis, List<Tick> ticks) {
        Set<String> fresh = new TreeSet<>();
        for (Tick tick : ticks) if (!announced.contains(tick.symbol())) fresh.add(tick.symbol());
        if (fresh.isEmpty()) return;
        try {
            redis.sadd(Keys.SYMBOLS.key(), fresh.toArray(String[]::new));
            announced.addAll(fresh);
        } catch (JedisException away) {
            announced.removeAll(fresh);
        }
    }
}
