package marketswarm.component;

import marketswarm.redis.Outage;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes wrong in a consumer is one line. That Redis is away has been said already, by who found it. */
public final class OneLine implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(OneLine.class);

    @Override
    public void handleException(Throwable exception) {
        handleException("not handled", null, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(String message, @Nullable Exchange exchange, Throwable exception) {
        if (Outage.isAway(exception)) LOG.debug("component: {}", message, exception);
        else LOG.warn("component: {} cause={}", message, exception.getMessage());
    }
}
