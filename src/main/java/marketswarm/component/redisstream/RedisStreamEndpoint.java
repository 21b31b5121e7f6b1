package marketswarm.component.redisstream;

import java.time.Duration;
import marketswarm.redis.GroupMember;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;
import redis.clients.jedis.UnifiedJedis;

/** Appends to and reads from Redis streams. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "redis-stream",
        title = "Redis Stream",
        syntax = "redis-stream:key",
        category = {Category.MESSAGING, Category.DATABASE},
        headersClass = RedisStreamConstants.class)
public class RedisStreamEndpoint extends ScheduledPollEndpoint {

    private static final int POLL_PAUSE_MS = 10;
    private static final int POLLS_SKIPPED_AFTER_ERROR = 50;

    @UriPath(description = "The stream; several with commas, or * filled from a set, when read without a group")
    @Metadata(required = true)
    private final String key;

    @UriParam
    private final RedisStreamConfiguration configuration;

    RedisStreamEndpoint(
            String uri, RedisStreamComponent component, String key, RedisStreamConfiguration configuration) {
        super(uri, component);
        this.key = key;
        this.configuration = configuration;
        // the waiting is done by BLOCK: poll again at once after entries, and half a second after an error
        setGreedy(true);
        setInitialDelay(0);
        setDelay(POLL_PAUSE_MS);
        setBackoffErrorThreshold(1);
        setBackoffMultiplier(POLLS_SKIPPED_AFTER_ERROR);
    }

    @Override
    public Producer createProducer() {
        return new RedisStreamProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        var consumer = configuration.getGroup() == null
                ? new TailConsumer(this, processor)
                : new GroupConsumer(this, processor, member(configuration.getGroup()));
        configureConsumer(consumer);
        return consumer;
    }

    public String getKey() {
        return key;
    }

    public RedisStreamConfiguration getConfiguration() {
        return configuration;
    }

    private GroupMember member(String group) {
        String name = configuration.getConsumerName();
        return new GroupMember(
                redis(),
                key,
                group,
                name == null ? getCamelContext().getName() : name,
                Duration.ofMillis(configuration.getClaimIdle()));
    }

    /** How many entries are worked on at once at most, at this moment. */
    int atOnce() {
        var concurrency = configuration.getConcurrency();
        return concurrency == null ? configuration.getConcurrentConsumers() : Math.max(1, concurrency.getAsInt());
    }

    /** How many may be in hand at this moment. */
    int places() {
        return configuration.getConcurrency() == null ? configuration.getCount() : atOnce();
    }

    UnifiedJedis redis() {
        UnifiedJedis redis = configuration.getRedis();
        if (redis == null) throw new IllegalStateException("redis-stream: " + key + " names no server (redis=#bean)");
        return redis;
    }
}
