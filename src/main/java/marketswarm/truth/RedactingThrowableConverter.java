package marketswarm.truth;

import ch.qos.logback.classic.pattern.ExtendedThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;

/** {@code %redactedEx} in ConsoleLog: exception and stack trace without secrets. */
public final class RedactingThrowableConverter extends ExtendedThrowableProxyConverter {

    @Override
    protected String throwableProxyToString(IThrowableProxy thrown) {
        return LogRedaction.redact(getContext(), super.throwableProxyToString(thrown));
    }
}
