package marketswarm.bench.drill;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import marketswarm.redis.Keys;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * How many ticks the gateway has passed over, because a socket was full and a newer one of the same symbol was there: its own
 * count, by heartbeat, of each of its lives.
 */
final class Conflation implements AutoCloseable {

    private static final long LOOK_EVERY_MS = 250;

    private final UnifiedJedis system;
    private final Map<String, Long> byLife = new TreeMap<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();

    Conflation(UnifiedJedis system) {
        this.system = system;
        looks.scheduleWithFixedDelay(this::look, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            List<String> said =
                    system.hmget(Keys.HEARTBEAT_DETAIL.of("sse_gateway", "sse_gateway-1"), "started_ms", "conflated");
            if (said.get(0) != null && said.get(1) != null) note(said.get(0), Long.parseLong(said.get(1)));
        } catch (JedisException away) {
            // looked again before long
        }
    }

    private synchronized void note(String life, long count) {
        byLife.merge(life, count, Math::max);
    }

    synchronized long told() {
        return byLife.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
