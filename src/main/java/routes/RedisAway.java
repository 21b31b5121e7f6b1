package routes;

import marketswarm.redis.Outage;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that a step waits for Redis: once when it begins, then every half minute. */
final class RedisAway implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(RedisAway.class);

    private final Outage outage = new Outage();

    @Override
    public void process(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (outage.failed())
            LOG.warn("redis: not reachable, waiting to write route={} cause={}", exchange.getFromRouteId(), cause.getMessage());
    }
}
