package marketswarm.component.redisdue;

import java.util.function.IntSupplier;
import marketswarm.redis.DueSet;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/** Consumes what falls due in a sorted set. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "redis-due",
        title = "Redis Due",
        syntax = "redis-due:key",
        category = {Category.SCHEDULING, Category.DATABASE},
        consumerOnly = true,
        headersClass = RedisDueConstants.class)
public class RedisDueEndpoint extends ScheduledPollEndpoint {

    private static final int LOOK_EVERY_MS = 500;

    @UriPath(description = "The sorted set: members by due time, epoch milliseconds")
    @Metadata(required = true)
    private final String key;

    @UriParam(description = "The server the set is on")
    private @Nullable UnifiedJedis redis;

    @UriParam(defaultValue = "", description = "Only members that begin with this")
    private String prefix = "";

    @UriParam(
            defaultValue = "60000",
            description = "A claim that is not finished by then falls due again, milliseconds")
    private long lease = 60_000;

    @UriParam(defaultValue = "1", description = "Members worked on at once")
    private int concurrentConsumers = 1;

    @UriParam(
            description = "Members worked on at once, asked before each claim: a change needs no new route. In place of"
                    + " concurrentConsumers")
    private @Nullable IntSupplier concurrency;

    RedisDueEndpoint(String uri, RedisDueComponent component, String key) {
        super(uri, component);
        this.key = key;
        setGreedy(true);
        setInitialDelay(0);
        setDelay(LOOK_EVERY_MS);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("redis-due: only consumes; add members where the work arises");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        var consumer = new RedisDueConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    DueSet dueSet() {
        if (redis == null) throw new IllegalStateException("redis-due: " + key + " names no server (redis=#bean)");
        return new DueSet(redis, key);
    }

    int atOnce() {
        return concurrency == null ? concurrentConsumers : concurrency.getAsInt();
    }

    public String getKey() {
        return key;
    }

    public @Nullable UnifiedJedis getRedis() {
        return redis;
    }

    public void setRedis(@Nullable UnifiedJedis redis) {
        this.redis = redis;
    }

    public String getPrefix() {
        return prefix;
    }

    public void setPrefix(String prefix) {
        this.prefix = prefix;
    }

    public long getLease() {
        return lease;
    }

    public void setLease(long lease) {
        this.lease = lease;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public @Nullable IntSupplier getConcurrency() {
        return concurrency;
    }

    public void setConcurrency(@Nullable IntSupplier concurrency) {
        this.concurrency = concurrency;
    }
}
