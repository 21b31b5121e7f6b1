package marketswarm.component.trace;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An item's uid is its trace: the first 32 of its 40 characters are the trace's id, the last 16 the id of the span in
 * which it was published. So every service knows where its spans belong, and Redis carries nothing besides the uid.
 */
final class ItemIds implements IdGenerator {

    private static final Pattern UID = Pattern.compile("[0-9a-f]{40}");
    private static final int TRACE_ID = 32;
    private static final int SPAN_ID = 16;

    private final IdGenerator others = IdGenerator.random();
    private final ThreadLocal<@Nullable String> uid = new ThreadLocal<>();

    static boolean isUid(@Nullable String text) {
        return text != null && UID.matcher(text).matches();
    }

    static String traceId(String uid) {
        return uid.substring(0, TRACE_ID);
    }

    static String firstSpanId(String uid) {
        return uid.substring(uid.length() - SPAN_ID);
    }

    /** What this thread begins meanwhile is the first span of that item. */
    void first(String uid, Runnable begin) {
        this.uid.set(uid);
        try {
            begin.run();
        } finally {
            this.uid.remove();
        }
    }

    @Override
    public String generateTraceId() {
        String own = uid.get();
        return own == null ? others.generateTraceId() : traceId(own);
    }

    @Override
    public String generateSpanId() {
        String own = uid.get();
        return own == null ? others.generateSpanId() : firstSpanId(own);
    }
}
