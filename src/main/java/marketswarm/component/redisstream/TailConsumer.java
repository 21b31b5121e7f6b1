package marketswarm.component.redisstream;

import java.time.Duration;
import java.util.List;
import marketswarm.component.OneLine;
import marketswarm.redis.FollowedStreams;
import marketswarm.redis.Outage;
import marketswarm.redis.Position;
import marketswarm.redis.StreamEntry;
import marketswarm.redis.StreamTail;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Reads streams without a group: everybody who does so sees everything. One exchange a batch, body a list of entries. */
final class TailConsumer extends ScheduledPollConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(TailConsumer.class);

    private final Outage outage = new Outage();
    private final @Nullable TailPlace place;
    private @Nullable StreamTail tail;

    TailConsumer(RedisStreamEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        setExceptionHandler(new OneLine());
        String placeKey = endpoint.getConfiguration().getPlaceKey();
        place = placeKey == null ? null : new TailPlace(endpoint.redis(), placeKey);
    }

    /** Another instance may have gone on meanwhile, where a place is noted. */
    @Override
    protected void doStart() throws Exception {
        if (place != null) tail = null;
        super.doStart();
    }

    @Override
    public RedisStreamEndpoint getEndpoint() {
        return (RedisStreamEndpoint) super.getEndpoint();
    }

    @Override
    protected int poll() throws Exception {
        List<StreamEntry> entries = read();
        if (!entries.isEmpty()) work(entries);
        if (place != null && tail != null) place.note(tail.position(), !entries.isEmpty());
        return entries.size();
    }

    private void work(List<StreamEntry> entries) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(entries);
            getProcessor().process(exchange);
            if (exchange.getException() != null)
                getExceptionHandler()
                        .handleException("redis-stream: batch not handled", exchange, exchange.getException());
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private List<StreamEntry> read() {
        try {
            if (tail == null) tail = open();
            List<StreamEntry> entries =
                    tail.poll(Duration.ofMillis(getEndpoint().getConfiguration().getBlock()));
            outage.recovered()
                    .ifPresent(away -> LOG.info(
                            "redis: reading again stream={} away_s={}",
                            getEndpoint().getKey(),
                            away.toSeconds()));
            forceConsumerAsReady();
            return entries;
        } catch (JedisException e) {
            if (outage.failed() && isRunAllowed())
                LOG.warn(
                        "redis: cannot read, trying again stream={} cause={}",
                        getEndpoint().getKey(),
                        e.getMessage());
            throw e;
        }
    }

    private StreamTail open() {
        var redis = getEndpoint().redis();
        List<String> names = List.of(getEndpoint().getKey().split(",", -1));
        String members = getEndpoint().getConfiguration().getMembers();
        return new StreamTail(redis, new FollowedStreams(redis, names, members), from(redis));
    }

    private Position from(UnifiedJedis redis) {
        if (place != null) return place.read();
        Position from = getEndpoint().getConfiguration().getFrom();
        return from == null ? StreamTail.now(redis) : from;
    }
}
