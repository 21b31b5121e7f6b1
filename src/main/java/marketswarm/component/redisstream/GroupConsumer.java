package marketswarm.component.redisstream;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import marketswarm.component.OneLine;
import marketswarm.redis.Delivery;
import marketswarm.redis.GroupMember;
import marketswarm.redis.Outage;
import marketswarm.redis.RedisServers;
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
 * Feeds a route as a member of a consumer group: first its own backlog, then what others left behind, then new entries;
 * one exchange an entry, never more in hand than there are places. Its threads are all alike: whichever is free reads
 * when nobody reads, and works on what was read. Quick work so stays on one thread, without handing over; when what was
 * read is not begun within a millisecond, the next thread steps in.
 */
final class GroupConsumer extends ScheduledBatchPollingConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(GroupConsumer.class);

    private static final long STEP_IN_NS = 1_000_000;
    private static final long HURRY_NS = 10_000_000;
    private static final long CHORES_MS = 5_000;

    private final String group;
    private final Queue<Object> unbegun = new ConcurrentLinkedQueue<>();
    private final Set<StreamEntryID> inHand = ConcurrentHashMap.newKeySet();
    private final Set<StreamEntryID> done = ConcurrentHashMap.newKeySet();
    private final Set<Run> runs = ConcurrentHashMap.newKeySet();
    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock watching = new ReentrantLock();
    private final Semaphore news = new Semaphore(0);
    private final Outage outage = new Outage(Clock.systemUTC());
    private final List<ScheduledFuture<?>> tasks = new ArrayList<>();
    private @Nullable ScheduledExecutorService beside;
    private volatile boolean joined;
    private boolean backlogSeen;
    private long nextLook;

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
        nextLook = System.nanoTime();
        beside = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newScheduledThreadPool(this, "RedisStreamGroup", 2);
        every(Math.max(1, options().getClaimIdle() / 3), this::keepAlive);
        every(Math.min(CHORES_MS, options().getClaimIdle()), this::chores);
        every(TimeUnit.NANOSECONDS.toMillis(HURRY_NS), this::hurry);
        super.doStart();
    }

    private void every(long ms, Runnable task) {
        tasks.add(Objects.requireNonNull(beside).scheduleWithFixedDelay(task, ms, ms, TimeUnit.MILLISECONDS));
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        tasks.forEach(task -> task.cancel(false));
        tasks.clear();
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(beside);
        giveBack();
        quietly(() -> {
            acknowledge();
            member().leave();
        });
    }

    @Override
    protected int poll() throws Exception {
        if (unbegun.isEmpty() && !read()) {
            watch();
            if (unbegun.isEmpty()) read();
        }
        return processBatch(unbegun);
    }

    // one of those without work watches whether what was read is begun; the others wait for its place
    private void watch() throws InterruptedException {
        if (!watching.tryLock(block().toMillis(), TimeUnit.MILLISECONDS)) return;
        try {
            if (!news.tryAcquire(block().toMillis(), TimeUnit.MILLISECONDS)) return;
            LockSupport.parkNanos(STEP_IN_NS);
        } finally {
            watching.unlock();
        }
    }

    private void tell() {
        if (news.availablePermits() == 0) news.release();
    }

    @Override
    public int processBatch(Queue<Object> exchanges) {
        int worked = 0;
        Run run = new Run();
        runs.add(run);
        try {
            for (Object next; isBatchAllowed() && (next = exchanges.poll()) != null; worked++)
                begin((Exchange) next, run);
        } finally {
            run.end();
            runs.remove(run);
        }
        quietly(this::acknowledge);
        if (!isBatchAllowed()) giveBack();
        return worked;
    }

    private void begin(Exchange exchange, Run run) {
        run.begin(exchange);
        exchange.getExchangeExtension().addOnCompletion(new Outcome(id(exchange)));
        getAsyncProcessor().process(exchange, sync -> releaseExchange(exchange, false));
    }

    private void giveBack() {
        List<StreamEntryID> ids = new ArrayList<>();
        for (Object next; (next = unbegun.poll()) != null; ) {
            ids.add(id((Exchange) next));
            releaseExchange((Exchange) next, false);
        }
        if (ids.isEmpty()) return;
        ids.forEach(inHand::remove);
        joined = false;
        quietly(() -> member().handOver(ids));
    }

    /** False when another thread reads, or when there is no free place. */
    private boolean read() {
        if (!isBatchAllowed() || !reading.tryLock()) return false;
        try {
            int free = options().getCount() - inHand.size();
            if (free <= 0) return false;
            acknowledge();
            List<Delivery> entries = next(Math.min(free, share()));
            outage.recovered()
                    .ifPresent(away -> LOG.info("redis: reading again stream={} away_s={}", key(), away.toSeconds()));
            forceConsumerAsReady();
            take(entries);
            return true;
        } catch (JedisDataException e) {
            if (!String.valueOf(e.getMessage()).matches("(?s)(NOGROUP|UNBLOCKED).*")) throw told(e);
            LOG.warn("redis: group is gone, making it again stream={} group={}", key(), group);
            joined = false;
            return true;
        } catch (JedisException e) {
            throw told(e);
        } finally {
            reading.unlock();
        }
    }

    // half of all places, so that one thread can read while another writes
    private int share() {
        int count = options().getCount();
        return options().getConcurrentConsumers() == 1 ? count : (count + 1) / 2;
    }

    private JedisException told(JedisException e) {
        if (outage.failed() && isRunAllowed())
            LOG.warn("redis: cannot read, trying again stream={} cause={}", key(), e.getMessage());
        joined = false;
        return e;
    }

    private List<Delivery> next(int free) {
        Duration pause = pause();
        if (!pause.isZero()) {
            LockSupport.parkNanos(Math.min(pause.toNanos(), block().toNanos()));
            return List.of();
        }
        List<Delivery> left = left(free);
        return left.isEmpty() ? member().fresh(free, block()) : left;
    }

    private Duration pause() {
        var reader = options().getReader();
        return reader == null ? Duration.ZERO : reader.pause();
    }

    // after a start, and when the group was gone or answers may have been lost: what is ours and not in hand
    private List<Delivery> left(int free) {
        if (!joined) {
            member().join(groupStart(), options().getPlaceKey());
            joined = true;
            backlogSeen = false;
        }
        if (!backlogSeen) {
            List<Delivery> own = member().own(free, inHand);
            if (!own.isEmpty()) return told("resuming own backlog", own);
            backlogSeen = true;
        }
        if (System.nanoTime() - nextLook < 0) return List.of();
        List<Delivery> abandoned = member().abandoned(free, inHand);
        if (!abandoned.isEmpty()) return told("claimed what another left", abandoned);
        long periodMs = Math.max(2, Math.min(CHORES_MS, options().getClaimIdle() / 2));
        // not all members at the same time
        long inMs = ThreadLocalRandom.current().nextLong(periodMs / 2, periodMs + 1);
        nextLook = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(inMs);
        return List.of();
    }

    private StreamEntryID groupStart() {
        String start = options().getGroupStart();
        return start.equals("$") ? StreamEntryID.XGROUP_LAST_ENTRY : new StreamEntryID(start);
    }

    private List<Delivery> told(String what, List<Delivery> entries) {
        LOG.info("redis: {} stream={} entries={}", what, key(), entries.size());
        return entries;
    }

    private void take(List<Delivery> entries) {
        if (entries.isEmpty()) return;
        entries.forEach(each -> inHand.add(id(each)));
        List<? extends @Nullable Object> bodies = open(entries);
        List<StreamEntryID> nothingToDo = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Object body = bodies.get(i);
            if (body == null) nothingToDo.add(id(entries.get(i)));
            else unbegun.add(exchange(entries.get(i), body));
        }
        done.addAll(nothingToDo);
        acknowledge();
        tell();
    }

    private List<? extends @Nullable Object> open(List<Delivery> entries) {
        var reader = options().getReader();
        if (reader == null) return entries.stream().map(Delivery::entry).toList();
        try {
            return reader.open(getEndpoint().redis(), entries);
        } catch (RuntimeException e) {
            entries.forEach(each -> inHand.remove(id(each)));
            throw e;
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

    // what is done and could not be acknowledged stays in hand, so that it is not done again, until it can be
    private void acknowledge() {
        if (done.isEmpty()) return;
        List<StreamEntryID> ids = List.copyOf(done);
        member().acknowledge(ids);
        ids.forEach(done::remove);
        ids.forEach(inHand::remove);
    }

    private void keepAlive() {
        quietly(() -> {
            acknowledge();
            member().touch(List.copyOf(inHand));
        });
    }

    private void hurry() {
        for (Run run : runs) if (run.hurry(HURRY_NS)) tell();
    }

    private void chores() {
        quietly(() -> {
            String placeKey = options().getPlaceKey();
            if (placeKey != null) member().remember(placeKey);
            member().reap();
        });
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

    private static StreamEntryID id(Delivery delivery) {
        return new StreamEntryID(delivery.entry().id());
    }

    private Duration block() {
        return Duration.ofMillis(Math.min(options().getBlock(), RedisServers.MAX_BLOCK.toMillis()));
    }

    private RedisStreamConfiguration options() {
        return getEndpoint().getConfiguration();
    }

    private GroupMember member() {
        return getEndpoint().member(group);
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
            if (options().isAcknowledge()) done.add(id);
            else inHand.remove(id);
        }

        @Override
        public void onFailure(Exchange exchange) {
            inHand.remove(id);
            Exception cause = exchange.getException();
            LOG.warn(
                    "redis: entry not handled, stays pending stream={} id={} cause={}",
                    key(),
                    id,
                    cause == null ? "unknown" : cause.getMessage());
        }
    }
}
