package marketswarm.analysis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** There is no analysis of this item now; the kind says whose trouble it is. Never holds a key or a request body. */
public final class AnalysisFailed extends Exception {

    /**
     * How long is left alone what fails through no fault of an item, unless told otherwise: truth, a key or credit may have
     * changed.
     */
    public static final Duration REST = Duration.ofSeconds(30);

    /** What went wrong, by what can be done about it. */
    public enum Kind {
        /** The network, the server or one bad answer (408, 409, 5xx, timeout): try this item again with backoff. */
        PASSING,
        /** Too many requests (429): try again after {@link #retryAfter()}, and let the whole group wait. */
        RATE,
        /** This request will never succeed (400, 403, 422, refusal): dead letter. */
        PERMANENT,
        /** The key is not accepted (401): close the gate until truth has another; the item is not to blame. */
        KEY,
        /** Credit or spending limit used up: close the gate for minutes, a retry only counts against the limit. */
        MONEY,
        /** No such model, or no model at this address (404, a page): close the gate until truth is put right. */
        SETUP,
        /** The server fails one item after another: close the gate for a while; the items are not to blame. */
        SERVER;

        /** Whether any other item would have failed as well. */
        public boolean blameless() {
            return this != PASSING && this != PERMANENT;
        }

        /** Whether somebody has to do something before it gets better. */
        boolean needsSomebody() {
            return this == KEY || this == MONEY || this == SETUP;
        }
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final Duration retryAfter;
    private final transient Spent spent;

    public AnalysisFailed(Kind kind, String message, Duration retryAfter, Spent spent, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.spent = spent;
    }

    public Kind kind() {
        return kind;
    }

    /** The least time to wait, as the server asked; zero when it did not say. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** What was paid before it failed: it counts against the budget all the same. */
    public Spent spent() {
        return spent;
    }
}
