package marketswarm.component.redisstream;

import static redis.clients.jedis.StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import marketswarm.component.OneLine;
import marketswarm.redis.Outage;
import marketswarm.redis.RedisServers;
import marketswarm.redis.StreamEntry;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.spi.ScheduledPollConsumerScheduler;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.XAutoClaimParams;
import redis.clients.jedis.params.XClaimParams;
import redis.clients.jedis.params.XReadGroupParams;

/**
 * A member of a consumer group. First its own backlog, then what others left behind for too long, then new entries;
 * one exchange an entry. What fails stays pending and is delivered again once its idle time has passed. Entries being
 * worked on are kept alive, so that idle time means a dead worker and not a slow one.
 */
final class GroupConsumer extends ScheduledBatchPollingConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(GroupConsumer.class);
    private static final StreamEntryID BEGINNING = new StreamEntryID("0-0");

    private final String group;
    private final Set<StreamEntryID> inFlight = ConcurrentHashMap.newKeySet();
    private final Set<StreamEntryID> done = ConcurrentHashMap.newKeySet();
    private final Outage outage = new Outage(Clock.systemUTC());
    private @Nullable ScheduledExecutorService keepAlive;
    private @Nullable ScheduledFuture<?> touching;
    private boolean joined;
    private @Nullable StreamEntryID ownAfter;
    private StreamEntryID claimFrom = BEGINNING;
    private long nextClaim;

    GroupConsumer(RedisStreamEndpoint endpoint, Processor processor, String group) {
        super(endpoint, processor);
        setExceptionHandler(new OneLine());
        this.group = group;
    }

    @Override
    public RedisStreamEndpoint getEndpoint() {
        return (RedisStreamEndpoint) super.getEndpoint();
    }

    @Override
    protected void afterConfigureScheduler(ScheduledPollConsumerScheduler scheduler, boolean newScheduler) {
        int consumers = options().getConcurrentConsumers();
        if (newScheduler && scheduler instanceof DefaultScheduledPollConsumerScheduler pool) {
            pool.setConcurrentConsumers(consumers);
            pool.setPoolSize(Math.max(pool.getPoolSize(), consumers));
        }
    }

    @Override
    protected void doStart() throws Exception {
        nextClaim = System.nanoTime();
        keepAlive = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "RedisStreamKeepAlive");
        long period = Math.max(1, options().getClaimIdle() / 3);
        touching = keepAlive.scheduleAtFixedRate(this::touch, period, period, TimeUnit.MILLISECONDS);
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (touching != null) touching.cancel(false);
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdown(keepAlive);
    }

    @Override
    protected int poll() throws Exception {
        pendingExchanges = 0;
        Queue<Object> exchanges = new ArrayDeque<>(read());
        return processBatch(exchanges);
    }

    @Override
    public int processBatch(Queue<Object> exchanges) throws Exception {
        int total = exchanges.size();
        try {
            for (int index = 0; index < total && isBatchAllowed(); index++) {
                Exchange exchange = (Exchange) exchanges.remove();
                exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
                exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, total);
                exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, index == total - 1);
                pendingExchanges = total - index - 1;
                work(exchange);
            }
        } finally {
            if (!exchanges.isEmpty()) giveBack(exchanges);
        }
        return total;
    }

    private void giveBack(Queue<Object> unbegun) {
        for (Object each : unbegun) {
            Exchange exchange = (Exchange) each;
            inFlight.remove(id(exchange));
            releaseExchange(exchange, false);
        }
        startOver();
    }

    // processed on this thread: an asynchronous step would lose the order and the bound on what is in flight
    private void work(Exchange exchange) throws Exception {
        exchange.getExchangeExtension().addOnCompletion(new Acknowledgement(id(exchange)));
        createUoW(exchange);
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    private List<Exchange> read() {
        try {
            acknowledge();
            List<Exchange> exchanges = next();
            outage.recovered()
                    .ifPresent(away -> LOG.info("redis: reading again stream={} away_s={}", key(), away.toSeconds()));
            forceConsumerAsReady();
            return exchanges;
        } catch (JedisDataException e) {
            if (!String.valueOf(e.getMessage()).matches("(?s)(NOGROUP|UNBLOCKED).*")) throw told(e);
            // made again at its start, so nothing queued is missed; what was done is recognized by the result's writer
            LOG.warn("redis: group is gone, making it again stream={} group={}", key(), group);
            startOver();
            return List.of();
        } catch (JedisException e) {
            throw told(e);
        }
    }

    private JedisException told(JedisException e) {
        if (outage.failed() && isRunAllowed())
            LOG.warn("redis: cannot read, trying again stream={} cause={}", key(), e.getMessage());
        startOver();
        return e;
    }

    private List<Exchange> next() {
        List<StreamEntry> left = left();
        if (!left.isEmpty()) return exchanges(left, true);
        return exchanges(entries(read(XREADGROUP_UNDELIVERED_ENTRY, block())), false);
    }

    // one thread at a time looks after what was left behind; the others go on with new entries
    private synchronized List<StreamEntry> left() {
        if (!joined) {
            join();
            joined = true;
            ownAfter = BEGINNING;
        }
        List<StreamEntry> own = own();
        return own.isEmpty() ? claimed() : own;
    }

    // the group may be gone, or answers with entries of ours lost on the way: join again, look at the backlog again
    private synchronized void startOver() {
        joined = false;
    }

    private List<StreamEntry> own() {
        while (ownAfter != null) {
            var page = read(ownAfter, 0);
            ownAfter = page.isEmpty() ? null : page.get(page.size() - 1).getID();
            List<StreamEntry> own = entries(page);
            if (own.isEmpty()) continue;
            LOG.info("redis: resuming own backlog stream={} entries={}", key(), own.size());
            return own;
        }
        return List.of();
    }

    private List<StreamEntry> claimed() {
        if (System.nanoTime() - nextClaim < 0) return List.of();
        do {
            var reply = redis().xautoclaim(
                            key(),
                            group,
                            name(),
                            options().getClaimIdle(),
                            claimFrom,
                            new XAutoClaimParams().count(options().getCount()));
            claimFrom = reply.getKey();
            List<StreamEntry> claimed = entries(reply.getValue());
            if (claimed.isEmpty()) continue;
            LOG.info("redis: claimed what another left stream={} entries={}", key(), claimed.size());
            return claimed;
        } while (!claimFrom.equals(BEGINNING));
        nextClaim = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(options().getClaimIdle() / 2);
        return List.of();
    }

    private void join() {
        try {
            redis().xgroupCreate(key(), group, new StreamEntryID(options().getGroupStart()), true);
            LOG.info(
                    "redis: group made stream={} group={} start={}",
                    key(),
                    group,
                    options().getGroupStart());
        } catch (JedisDataException e) {
            if (!String.valueOf(e.getMessage()).startsWith("BUSYGROUP")) throw e;
        }
    }

    private List<redis.clients.jedis.resps.StreamEntry> read(StreamEntryID after, int block) {
        var params = new XReadGroupParams().count(options().getCount());
        if (block > 0) params.block(block);
        var reply = redis().xreadGroup(group, name(), params, Map.of(key(), after));
        return reply == null ? List.of() : reply.get(0).getValue();
    }

    // ours to work on, unless they were trimmed while pending, or are being worked on already
    private List<StreamEntry> entries(List<redis.clients.jedis.resps.StreamEntry> reply) {
        StreamEntryID[] trimmed = reply.stream()
                .filter(entry -> entry.getFields() == null)
                .map(redis.clients.jedis.resps.StreamEntry::getID)
                .toArray(StreamEntryID[]::new);
        if (trimmed.length > 0) redis().xack(key(), group, trimmed);
        return reply.stream()
                .filter(entry -> entry.getFields() != null && inFlight.add(entry.getID()))
                .map(entry -> new StreamEntry(key(), entry.getID().toString(), entry.getFields()))
                .toList();
    }

    private List<Exchange> exchanges(List<StreamEntry> entries, boolean redelivered) {
        return entries.stream().map(entry -> exchange(entry, redelivered)).toList();
    }

    private Exchange exchange(StreamEntry entry, boolean redelivered) {
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(entry);
        exchange.getMessage().setHeader(RedisStreamConstants.ID, entry.id());
        if (redelivered) exchange.getMessage().setHeader(RedisStreamConstants.REDELIVERED, true);
        return exchange;
    }

    // what is done and could not be acknowledged stays in flight, so that it is not done again, until it can be
    private void acknowledge() {
        StreamEntryID[] ids = done.toArray(StreamEntryID[]::new);
        if (ids.length == 0) return;
        redis().xack(key(), group, ids);
        for (StreamEntryID id : ids) {
            done.remove(id);
            inFlight.remove(id);
        }
    }

    private void touch() {
        StreamEntryID[] ids = inFlight.toArray(StreamEntryID[]::new);
        if (ids.length == 0) return;
        try {
            acknowledge();
            redis().xclaimJustId(key(), group, name(), 0, new XClaimParams(), ids);
        } catch (JedisException e) {
            LOG.debug("redis: cannot keep entries alive stream={}", key(), e);
        }
    }

    private static StreamEntryID id(Exchange exchange) {
        return new StreamEntryID(exchange.getMessage().getHeader(RedisStreamConstants.ID, String.class));
    }

    private int block() {
        return (int) Math.min(options().getBlock(), RedisServers.MAX_BLOCK.toMillis());
    }

    private RedisStreamConfiguration options() {
        return getEndpoint().getConfiguration();
    }

    private UnifiedJedis redis() {
        return getEndpoint().redis();
    }

    private String key() {
        return getEndpoint().getKey();
    }

    private String name() {
        String name = options().getConsumerName();
        return name == null ? getEndpoint().getCamelContext().getName() : name;
    }

    /** What happens to an entry when its exchange is done. */
    private final class Acknowledgement implements Synchronization {

        private final StreamEntryID id;

        Acknowledgement(StreamEntryID id) {
            this.id = id;
        }

        @Override
        public void onComplete(Exchange exchange) {
            if (!options().isAcknowledge()) {
                inFlight.remove(id);
                return;
            }
            done.add(id);
            try {
                acknowledge();
            } catch (JedisException e) {
                LOG.warn("redis: cannot acknowledge, trying again stream={} id={} cause={}", key(), id, e.getMessage());
            }
        }

        @Override
        public void onFailure(Exchange exchange) {
            inFlight.remove(id);
            Exception cause = exchange.getException();
            LOG.warn(
                    "redis: entry not handled, stays pending stream={} id={} cause={}",
                    key(),
                    id,
                    cause == null ? "unknown" : cause.getMessage());
        }
    }
}
