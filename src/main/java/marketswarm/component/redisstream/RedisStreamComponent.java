package marketswarm.component.redisstream;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;

/** {@code redis-stream:KEY}. */
@Component("redis-stream")
public class RedisStreamComponent extends HealthCheckComponent {

    @Metadata(description = "What endpoints begin with")
    private RedisStreamConfiguration configuration = new RedisStreamConfiguration();

    @Override
    protected Endpoint createEndpoint(String uri, String key, Map<String, Object> parameters) throws Exception {
        if (key.isBlank())
            throw new IllegalArgumentException("redis-stream: needs a key, as in redis-stream:rss:queue");
        var endpoint = new RedisStreamEndpoint(uri, this, key, configuration.copy());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    public RedisStreamConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(RedisStreamConfiguration configuration) {
        this.configuration = configuration;
    }
}
