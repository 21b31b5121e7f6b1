package marketswarm.component.redisstream;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import marketswarm.component.OneLine;
import marketswarm.redis.Delivery;
import marketswarm.redis.GroupMember;
import marketswarm.redis.Outage;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.ScheduledPollConsumerScheduler;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Feeds a route as a member of a consumer group, one exchange an entry, never more in hand than there are places. Its
 * threads are all alike: whichever is free reads when nobody reads, and works on what was read. Quick work so stays on
 * one thread, which writes what it has done and reads what is next in one round trip; when what was read is not begun
 * within a millisecond, the next thread steps in.
 */
final class GroupConsumer extends ScheduledBatchPollingConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(GroupConsumer.class);
    private static final long HURRY_NS = 10_000_000;

    private final GroupMember member;
    private final Hand hand;
    private final Intake intake;
    private final Turns turns = new Turns();
    private final Queue<Object> unbegun = new ConcurrentLinkedQueue<>();
    private final Set<Run> runs = ConcurrentHashMap.newKeySet();
    private final Outage outage = new Outage(Clock.systemUTC());
    private final List<ScheduledFuture<?>> tasks = new ArrayList<>();
    private @Nullable ScheduledExecutorService beside;

    GroupConsumer(RedisStreamEndpoint endpoint, Processor processor, GroupMember member) {
        super(endpoint, processor);
        setExceptionHandler(new OneLine());
        this.member = member;
        this.hand = new Hand(member);
        this.intake = new Intake(endpoint.getConfiguration(), member, hand, endpoint.getKey());
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
        beside = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newScheduledThreadPool(this, "RedisStreamGroup", 2);
        every(Math.max(1, options().getClaimIdle() / 3), hand::keepAlive);
        every(Math.min(Intake.CHORES_MS, options().getClaimIdle()), this::chores);
        every(TimeUnit.NANOSECONDS.toMillis(HURRY_NS), this::hurry);
        super.doStart();
    }

    private void every(long ms, Runnable task) {
        tasks.add(Objects.requireNonNull(beside)
                .scheduleWithFixedDelay(() -> quietly(task), ms, ms, TimeUnit.MILLISECONDS));
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        tasks.forEach(task -> task.cancel(false));
        tasks.clear();
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(beside);
        giveBack();
        quietly(() -> {
            hand.acknowledge();
            member.leave();
        });
    }

    @Override
    protected int poll() throws Exception {
        if (unbegun.isEmpty() && !read()) {
            turns.watch(intake.block());
            if (unbegun.isEmpty()) read();
        }
        return processBatch(unbegun);
    }

    @Override
    public int processBatch(Queue<Object> exchanges) throws Exception {
        Run run = new Run(getEndpoint().redis());
        runs.add(run);
        int worked = 0;
        try {
            do worked += work(exchanges, run);
            while (isBatchAllowed() && run.waiting() > 0 && goOn(run));
        } finally {
            run.end();
            runs.remove(run);
        }
        quietly(hand::acknowledge);
        if (!isBatchAllowed()) giveBack();
        return worked;
    }

    private int work(Queue<Object> exchanges, Run run) throws Exception {
        int worked = 0;
        for (Object next; isBatchAllowed() && (next = exchanges.poll()) != null; worked++) {
            Exchange exchange = (Exchange) next;
            run.begin(exchange);
            exchange.getExchangeExtension().addOnCompletion(new Outcome(id(exchange)));
            getAsyncProcessor().process(exchange, sync -> releaseExchange(exchange, false));
        }
        return worked;
    }

    private void giveBack() {
        List<StreamEntryID> ids = new ArrayList<>();
        for (Object next; (next = unbegun.poll()) != null; ) {
            ids.add(id((Exchange) next));
            releaseExchange((Exchange) next, false);
        }
        if (ids.isEmpty()) return;
        intake.rejoin();
        quietly(() -> hand.handOver(ids));
    }

    /** False when another thread reads, or when there is no free place. */
    private boolean read() {
        if (!isBatchAllowed() || !turns.tryRead()) return false;
        return reading(() -> {
            int free = options().getCount() - hand.size();
            if (free <= 0) return null;
            hand.acknowledge();
            return intake.next(Math.min(free, share()));
        });
    }

    /** Writes what was worked on and reads what is new in one round trip, where that is all that is to be done. */
    private boolean goOn(Run run) throws InterruptedException {
        if (!unbegun.isEmpty() || !intake.isNewsOnly() || !turns.tryReadNext()) return false;
        return reading(() -> {
            int free = options().getCount() - hand.size() + run.waiting();
            if (free <= 0) return null;
            return run.with(pipeline -> member.fresh(pipeline, Math.min(free, share())));
        });
    }

    /** Takes what is read and ends the turn; false when nothing was to be read. */
    private boolean reading(Supplier<@Nullable List<Delivery>> reader) {
        List<Delivery> entries;
        try {
            entries = reader.get();
            if (entries == null) return false;
            hand.take(entries);
        } catch (JedisDataException e) {
            if (!String.valueOf(e.getMessage()).matches("(?s)(NOGROUP|UNBLOCKED).*")) throw told(e);
            LOG.warn("redis: group is gone, making it again stream={} cause={}", key(), e.getMessage());
            intake.rejoin();
            return true;
        } catch (JedisException e) {
            throw told(e);
        } finally {
            turns.endRead();
        }
        outage.recovered()
                .ifPresent(away -> LOG.info("redis: reading again stream={} away_s={}", key(), away.toSeconds()));
        forceConsumerAsReady();
        open(entries);
        return true;
    }

    // half of all places, so that one thread can read while another writes
    private int share() {
        int count = options().getCount();
        return options().getConcurrentConsumers() == 1 ? count : (count + 1) / 2;
    }

    private JedisException told(JedisException e) {
        if (outage.failed() && isRunAllowed())
            LOG.warn("redis: cannot read, trying again stream={} cause={}", key(), e.getMessage());
        intake.rejoin();
        return e;
    }

    private void open(List<Delivery> entries) {
        if (entries.isEmpty()) return;
        List<? extends @Nullable Object> bodies = bodies(entries);
        for (int i = 0; i < entries.size(); i++) {
            Object body = bodies.get(i);
            if (body == null) hand.done(Hand.id(entries.get(i)));
            else unbegun.add(exchange(entries.get(i), body));
        }
        hand.acknowledge();
        turns.tell();
    }

    private List<? extends @Nullable Object> bodies(List<Delivery> entries) {
        var reader = options().getReader();
        if (reader == null) return entries.stream().map(Delivery::entry).toList();
        try {
            return reader.open(getEndpoint().redis(), entries);
        } catch (RuntimeException e) {
            entries.forEach(each -> hand.drop(Hand.id(each)));
            throw e instanceof JedisException away ? told(away) : e;
        }
    }

    private Exchange exchange(Delivery delivery, Object body) {
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(body);
        exchange.getMessage()
                .setHeader(RedisStreamConstants.ID, delivery.entry().id());
        if (delivery.again()) exchange.getMessage().setHeader(RedisStreamConstants.REDELIVERED, true);
        return exchange;
    }

    private void hurry() {
        for (Run run : runs) if (run.hurry(HURRY_NS)) turns.tell();
    }

    private void chores() {
        String placeKey = options().getPlaceKey();
        if (placeKey != null) member.remember(placeKey);
        member.reap();
    }

    // the reader tells of an outage; what is missed here is made up for the next time
    private void quietly(Runnable command) {
        try {
            command.run();
        } catch (JedisException e) {
            LOG.debug("redis: missed stream={}", key(), e);
        }
    }

    private static StreamEntryID id(Exchange exchange) {
        return new StreamEntryID(exchange.getMessage().getHeader(RedisStreamConstants.ID, String.class));
    }

    private RedisStreamConfiguration options() {
        return getEndpoint().getConfiguration();
    }

    private String key() {
        return getEndpoint().getKey();
    }

    /** What happens to an entry when its exchange is done. */
    private final class Outcome implements Synchronization {

        private final StreamEntryID id;

        Outcome(StreamEntryID id) {
            this.id = id;
        }

        @Override
        public void onComplete(Exchange exchange) {
            if (options().isAcknowledge()) hand.done(id);
            else hand.drop(id);
        }

        @Override
        public void onFailure(Exchange exchange) {
            hand.drop(id);
            Exception cause = exchange.getException();
            LOG.warn(
                    "redis: entry not handled, stays pending stream={} id={} cause={}",
                    key(),
                    id,
                    cause == null ? "unknown" : cause.getMessage());
        }
    }
}
