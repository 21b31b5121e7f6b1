package marketswarm.component.redisdue;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import marketswarm.component.OneLine;
import marketswarm.redis.DueSet;
import marketswarm.redis.DueSet.Claim;
import marketswarm.redis.Outage;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ScheduledPollConsumerScheduler;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One exchange a due member, body the member. Afterwards the member is due again at {@link RedisDueConstants#NEXT}, or
 * gone. When the exchange fails, or its process dies, the member falls due again at the end of its lease.
 */
final class RedisDueConsumer extends ScheduledPollConsumer implements ShutdownAware {

    private static final Logger LOG = LoggerFactory.getLogger(RedisDueConsumer.class);

    private final Outage outage = new Outage(Clock.systemUTC());
    private final AtomicInteger polling = new AtomicInteger();

    RedisDueConsumer(RedisDueEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        setExceptionHandler(new OneLine());
    }

    @Override
    public RedisDueEndpoint getEndpoint() {
        return (RedisDueEndpoint) super.getEndpoint();
    }

    @Override
    protected void afterConfigureScheduler(ScheduledPollConsumerScheduler scheduler, boolean newScheduler) {
        int consumers = getEndpoint().getConcurrentConsumers();
        if (newScheduler && scheduler instanceof DefaultScheduledPollConsumerScheduler pool) {
            pool.setConcurrentConsumers(consumers);
            pool.setPoolSize(Math.max(pool.getPoolSize(), consumers));
        }
    }

    @Override
    protected int poll() throws Exception {
        polling.incrementAndGet();
        try {
            if (isSuspendingOrSuspended() || !isRunAllowed()) return 0;
            DueSet due = getEndpoint().dueSet();
            List<Claim> claims = claim(due);
            for (Claim claim : claims) work(due, claim);
            return claims.size();
        } finally {
            polling.decrementAndGet();
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }

    // a claim on its way is no exchange yet, and the route must not stop before it has become one and is done
    @Override
    public int getPendingExchangesSize() {
        return polling.get();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {}

    // one at a time: what is claimed and not begun would wait for its lease when this process dies
    private List<Claim> claim(DueSet due) {
        try {
            List<Claim> claims =
                    due.claim(getEndpoint().getPrefix(), 1, getEndpoint().getLease());
            outage.recovered()
                    .ifPresent(away -> LOG.info(
                            "redis: scheduling again set={} away_s={}",
                            getEndpoint().getKey(),
                            away.toSeconds()));
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

    private void work(DueSet due, Claim claim) throws Exception {
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(claim.member());
        createUoW(exchange);
        try {
            run(exchange);
            if (!exchange.isFailed()) finish(due, claim, exchange);
            else if (exchange.getException(RejectedExecutionException.class) != null) giveBack(due, claim);
            else
                LOG.warn(
                        "redis: due work failed, due again when its lease ends set={} cause={}",
                        getEndpoint().getKey(),
                        cause(exchange));
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    private void run(Exchange exchange) {
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }

    // the route does not run any more, so nothing has been done; somebody else may begin at once
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
