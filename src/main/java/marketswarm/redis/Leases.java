package marketswarm.redis;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.UnifiedJedis;

/** The roles that one process asks for, each by one {@link Lease}, so that all who need its number see the same. */
public final class Leases {

    private final UnifiedJedis redis;
    private final String holder;
    private final Duration ttl;
    private final Map<String, Lease> leases = new ConcurrentHashMap<>();

    /** @param holder who asks, unique among those who do */
    public Leases(UnifiedJedis redis, String holder, Duration ttl) {
        this.redis = redis;
        this.holder = holder;
        this.ttl = ttl;
    }

    public Lease of(String role) {
        return leases.computeIfAbsent(role, name -> new Lease(redis, name, holder, ttl));
    }

    /** After which the role of a holder that is gone is free. */
    public Duration ttl() {
        return ttl;
    }
}
