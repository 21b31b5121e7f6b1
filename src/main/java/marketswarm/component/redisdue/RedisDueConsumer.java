package marketswarm.component.redisdue;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import marketswarm.component.OneLine;
import marketswarm.redis.DueSet;
import marketswarm.redis.DueSet.Claim;
import marketswarm.redis.Outage;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.ScheduledPollConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One exchange a due member, body the member. Afterwards the member is due again at {@link RedisDueConstants#NEXT}, or
 * gone. When the exchange fails, or its process dies, the member falls due again at the end of its lease.
 */
final class RedisDueConsumer extends ScheduledPollConsumer implements ShutdownAware {

    private static final Logger LOG = LoggerFactory.getLogger(RedisDueConsumer.class);

    private final Outage outage = new Outage();
    /** Claims that could not be concluded while Redis was away. */
    private final Queue<Claim> owed = new ConcurrentLinkedQueue<>();

    private final AtomicInteger onTheWay = new AtomicInteger();
    private final Slots slots;
    private @Nullable ExecutorService workers;

    RedisDueConsumer(RedisDueEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.slots = new Slots(endpoint::atOnce);
        setExceptionHandler(new OneLine());
    }

    @Override
    public RedisDueEndpoint getEndpoint() {
        return (RedisDueEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        workers = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newCachedThreadPool(this, "redis-due " + getEndpoint().getKey());
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdown(workers);
    }

    /** Claims no more than can be begun at once: what waits here would wait for its lease when this process dies. */
    @Override
    protected int poll() throws Exception {
        int free = slots.free(() -> !isLeaving(), getDelay());
        int begun = beginDue(free);
        return begun == 0 && somethingFellDue() ? beginDue(free) : begun;
    }

    private int beginDue(int free) {
        onTheWay.incrementAndGet();
        try {
            if (free == 0 || isLeaving()) return 0;
            DueSet due = getEndpoint().dueSet();
            List<Claim> claims = claim(due, free);
            for (Claim claim : claims) begin(due, claim);
            return claims.size();
        } finally {
            onTheWay.decrementAndGet();
        }
    }

    /** Waits for what falls due before the next look: half a second late is too late for a place in a row. */
    private boolean somethingFellDue() {
        long ms = getEndpoint().dueSet().nextInMs();
        if (ms < 0 || ms >= getDelay()) return false;
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ms));
        return !isLeaving();
    }

    private boolean isLeaving() {
        return isSuspendingOrSuspended() || !isRunAllowed();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }

    // a claim on its way is no exchange yet, and the route must not stop before it has become one
    @Override
    public int getPendingExchangesSize() {
        return onTheWay.get();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {}

    private List<Claim> claim(DueSet due, int max) {
        try {
            List<Claim> claims =
                    due.claim(getEndpoint().getPrefix(), max, getEndpoint().getLease());
            outage.recovered()
                    .ifPresent(away -> LOG.info(
                            "redis: scheduling again set={} away_s={}",
                            getEndpoint().getKey(),
                            away.toSeconds()));
            for (Claim one = owed.peek(); one != null; one = owed.peek()) {
                giveBack(due, one);
                owed.remove(one);
            }
            forceConsumerAsReady();
            return claims;
        } catch (JedisException e) {
            if (outage.failed() && isRunAllowed())
                LOG.warn(
                        "redis: cannot see what is due, trying again set={} cause={}",
                        getEndpoint().getKey(),
                        e.getMessage());
            throw e;
        }
    }

    private void begin(DueSet due, Claim claim) {
        slots.take();
        onTheWay.incrementAndGet();
        try {
            requireNonNull(workers).execute(() -> work(due, claim));
        } catch (RejectedExecutionException e) {
            onTheWay.decrementAndGet();
            slots.giveBack();
            giveBack(due, claim);
        }
    }

    private void work(DueSet due, Claim claim) {
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(claim.member());
        try {
            createUoW(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        onTheWay.decrementAndGet();
        try {
            if (!exchange.isFailed()) run(exchange);
            conclude(due, claim, exchange);
        } catch (JedisException e) {
            owed.add(claim);
            LOG.warn(
                    "redis: done but not noted, due again when Redis is back or its lease ends set={} cause={}",
                    getEndpoint().getKey(),
                    e.getMessage());
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
            slots.giveBack();
        }
    }

    private void conclude(DueSet due, Claim claim, Exchange exchange) {
        if (!exchange.isFailed()) finish(due, claim, exchange);
        else if (exchange.getException(RejectedExecutionException.class) != null) giveBack(due, claim);
        else failed(claim, exchange);
    }

    private void failed(Claim claim, Exchange exchange) {
        boolean away = Outage.isAway(exchange.getException());
        if (away) owed.add(claim);
        LOG.warn(
                "redis: due work failed, due again when {} set={} cause={}",
                away ? "Redis is back" : "its lease ends",
                getEndpoint().getKey(),
                cause(exchange));
    }

    private void run(Exchange exchange) {
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }

    // nothing has been done, or it is not known; somebody may begin at once
    private static void giveBack(DueSet due, Claim claim) {
        due.reschedule(claim, 0);
    }

    private static String cause(Exchange exchange) {
        Exception cause = exchange.getException();
        if (cause == null) return "unknown";
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private void finish(DueSet due, Claim claim, Exchange exchange) {
        Long next = exchange.getMessage().getHeader(RedisDueConstants.NEXT, Long.class);
        boolean ours = next == null ? due.remove(claim) : due.reschedule(claim, next);
        if (!ours && System.currentTimeMillis() >= claim.leaseMs())
            LOG.warn(
                    "redis: took longer than its lease, another has it now set={} lease_ms={}",
                    getEndpoint().getKey(),
                    getEndpoint().getLease());
        else if (!ours)
            LOG.debug(
                    "redis: taken off while it was worked on set={}",
                    getEndpoint().getKey());
    }
}
