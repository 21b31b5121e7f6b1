package marketswarm.component.redisdue;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/** {@code redis-due:KEY}. */
@Component("redis-due")
public class RedisDueComponent extends HealthCheckComponent {

    @Metadata(description = "The server that endpoints use unless they name another")
    private @Nullable UnifiedJedis redis;

    @Override
    protected Endpoint createEndpoint(String uri, String key, Map<String, Object> parameters) throws Exception {
        if (key.isBlank()) throw new IllegalArgumentException("redis-due: needs a key, as in redis-due:rss:schedule");
        var endpoint = new RedisDueEndpoint(uri, this, key);
        endpoint.setRedis(redis);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    public @Nullable UnifiedJedis getRedis() {
        return redis;
    }

    public void setRedis(@Nullable UnifiedJedis redis) {
        this.redis = redis;
    }
}
