package routes;

import marketswarm.redis.Outage;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.RouteConfigurationDefinition;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What is tried again, and what is told. Redis that is away is waited for: a step is repeated until it succeeds, and
 * what stands before it waits. Anything else is one line in the log; what waits in Redis to be done stays there.
 */
public final class FailurePolicy extends RouteConfigurationBuilder {

    /** For routes fed from Redis by entries or due times: a failure is handed back, so that the work is not lost. */
    public static final String STAYS_IN_REDIS = "stays-in-redis";

    /** The same, for routes whose steps have cost something: while Redis is away, a step waits with what it has. */
    public static final String KEEPS_ITS_RESULT = "keeps-its-result";

    private static final long FIRST_WAIT_MS = 100;
    private static final long LONGEST_WAIT_MS = 2_000;

    @Override
    public void configuration() {
        var anyRoute = routeConfiguration();
        waitForRedis(anyRoute);
        anyRoute
            .onException(Exception.class)
                .handled(true).logExhausted(false)
                .log(LoggingLevel.WARN, "routes", "${routeId}: ${exception.message}");

        routeConfiguration(STAYS_IN_REDIS)
            .onException(Exception.class)
                .logExhausted(false);

        var costly = routeConfiguration(KEEPS_ITS_RESULT);
        waitForRedis(costly);
        costly
            .onException(Exception.class)
                .logExhausted(false);
    }

    private static void waitForRedis(RouteConfigurationDefinition routes) {
        routes
            .onException(JedisException.class).onWhen(e -> Outage.isAway(e.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)))
                .maximumRedeliveries(-1).redeliveryDelay(FIRST_WAIT_MS).useExponentialBackOff().backOffMultiplier(2)
                .maximumRedeliveryDelay(LONGEST_WAIT_MS).retryAttemptedLogLevel(LoggingLevel.DEBUG)
                .onRedelivery(new RedisAway());
    }
}
