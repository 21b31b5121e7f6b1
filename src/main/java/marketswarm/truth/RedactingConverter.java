package marketswarm.truth;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** {@code %redacted} in ConsoleLog: the message on one line, without secrets. */
public final class RedactingConverter extends MessageConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return LogRedaction.redact(getContext(), super.convert(event))
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }
}
