package marketswarm.component.redisstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import marketswarm.component.OneLine;
import marketswarm.redis.Delivery;
import marketswarm.redis.GroupMember;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Feeds a route as a member of a consumer group, one exchange an entry, never more in hand than there are places. Its
 * threads are all alike, Camel's own and those of the {@link Crew}: whichever is free reads, and works on what it has
 * read. Quick work so stays on two threads, of which one works while what the other has done is written and what is next
 * is read in one round trip; what was read and is not begun within two milliseconds is taken over by the next thread.
 */
final class GroupConsumer extends ScheduledBatchPollingConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(GroupConsumer.class);
    private static final long HURRY_MS = 10;

    private final GroupMember member;
    private final Hand hand;
    private final Reading reading;
    private final Turns turns = new Turns();
    private final Runs runs = new Runs();
    private final List<ScheduledFuture<?>> tasks = new ArrayList<>();
    private @Nullable ScheduledExecutorService beside;
    private @Nullable Crew crew;

    GroupConsumer(RedisStreamEndpoint endpoint, Processor processor, GroupMember member) {
        super(endpoint, processor);
        setExceptionHandler(new OneLine());
        this.member = member;
        this.hand = new Hand(member);
        this.reading = new Reading(endpoint, member, hand, turns, runs, this::exchange);
    }

    @Override
    public RedisStreamEndpoint getEndpoint() {
        return (RedisStreamEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        var executors = getEndpoint().getCamelContext().getExecutorServiceManager();
        beside = executors.newScheduledThreadPool(this, "RedisStreamGroup", 2);
        crew = new Crew(
                getEndpoint().getEndpointUri(),
                () -> getEndpoint().atOnce() - 1,
                () -> isBatchAllowed() && !isSuspendingOrSuspended(),
                this::turn,
                executors,
                this);
        every(Math.max(1, options().getClaimIdle() / 3), hand::keepAlive);
        every(Math.min(Intake.CHORES_MS, options().getClaimIdle()), this::chores);
        every(HURRY_MS, this::hurry);
        turns.begin();
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
        Duration aRead = reading.block().multipliedBy(2);
        if (crew != null) crew.dismiss(aRead);
        turns.end(aRead);
        quietly(() -> {
            hand.acknowledge();
            member.leave();
        });
    }

    // what a thread of the crew does over and over; Camel's own is told to by its scheduler
    private void turn() {
        try {
            poll();
        } catch (Exception e) {
            turns.rest(Reading.REST);
            getExceptionHandler().handleException(e);
        }
    }

    @Override
    protected int poll() throws Exception {
        int places = reading.turn();
        Exchange left = null;
        if (places == 0) {
            if (!turns.watch(reading.block())) return 0;
            try {
                places = reading.turn();
                if (places == 0) left = takeOver();
            } finally {
                turns.endWatch();
            }
        }
        Queue<Object> batch = new ConcurrentLinkedQueue<>();
        if (places > 0) batch.addAll(reading.next(places));
        else if (left != null) batch.add(left);
        return batch.isEmpty() ? 0 : processBatch(batch);
    }

    private @Nullable Exchange takeOver() throws InterruptedException {
        turns.patience();
        Exchange left = runs.takeOver();
        if (left != null || runs.isAnyUnbegun() || reading.isWanted()) turns.tell();
        return left;
    }

    @Override
    public int processBatch(Queue<Object> exchanges) throws Exception {
        Run run = new Run(getEndpoint().redis(), exchanges);
        runs.add(run);
        turns.tell();
        int worked = 0;
        try {
            do worked += work(run);
            while (isBatchAllowed() && run.waiting() > 0 && goOn(run, exchanges));
        } finally {
            end(run);
        }
        quietly(hand::acknowledge);
        return worked;
    }

    private int work(Run run) throws Exception {
        int worked = 0;
        for (Exchange next; isBatchAllowed() && (next = run.next()) != null; worked++) {
            Exchange exchange = next;
            run.begin(exchange);
            exchange.getExchangeExtension().addOnCompletion(new Outcome(Run.id(exchange)));
            getAsyncProcessor().process(exchange, sync -> releaseExchange(exchange, false));
        }
        return worked;
    }

    private boolean goOn(Run run, Queue<Object> exchanges) {
        exchanges.addAll(reading.next(run));
        return run.isUnbegun();
    }

    private void end(Run run) {
        try {
            run.end();
        } finally {
            runs.remove(run);
            giveBack(run);
        }
    }

    private void giveBack(Run run) {
        List<StreamEntryID> ids = new ArrayList<>();
        for (Exchange next; (next = run.next()) != null; ) {
            ids.add(Run.id(next));
            releaseExchange(next, false);
        }
        if (ids.isEmpty()) return;
        reading.rejoin();
        quietly(() -> hand.handOver(ids));
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
        Objects.requireNonNull(crew).fill();
        if (runs.hurry()) turns.tell();
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
            LOG.debug("redis: missed stream={}", getEndpoint().getKey(), e);
        }
    }

    private RedisStreamConfiguration options() {
        return getEndpoint().getConfiguration();
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
                    getEndpoint().getKey(),
                    id,
                    cause == null ? "unknown" : cause.getMessage());
        }
    }
}
