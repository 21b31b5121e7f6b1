package marketswarm.truth;

import ch.qos.logback.core.Context;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Tells logging which secrets to hide. What has the shape of a secret is hidden without being told. */
public final class LogRedaction {

    private static final String KEY = Redactor.class.getName();

    private LogRedaction() {}

    /** From now on; to be called again after each change of truth. */
    public static void hide(Redactor redactor) {
        ILoggerFactory logging = LoggerFactory.getILoggerFactory();
        if (logging instanceof Context context) context.putObject(KEY, redactor);
    }

    static String redact(@Nullable Context context, String text) {
        Object known = context == null ? null : context.getObject(KEY);
        return known instanceof Redactor redactor ? redactor.redact(text) : Redactor.shapes(text);
    }
}
