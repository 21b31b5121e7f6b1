package marketswarm.component.fetch;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import marketswarm.feed.fetch.FeedLimits;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.jspecify.annotations.Nullable;

/** Hangs up when an answer takes longer than truth allows, so that whoever reads it is free again. */
final class Deadline {

    private final FeedLimits limits;
    private final ExecRuntime connection;
    private final CompletableFuture<@Nullable Void> bell;

    Deadline(FeedLimits limits, ExecRuntime connection) {
        this.limits = limits;
        this.connection = connection;
        this.bell = new CompletableFuture<@Nullable Void>()
                .completeOnTimeout(null, limits.timeoutMs(), TimeUnit.MILLISECONDS);
        var unused = bell.thenRunAsync(this::hangUp);
    }

    void cancel() {
        bell.cancel(false);
    }

    boolean isOver() {
        return bell.isDone() && !bell.isCancelled();
    }

    /** Read to its end, an answer has given its connection back already. */
    private void hangUp() {
        if (connection.isEndpointAcquired()) connection.discardEndpoint();
    }

    IOException explained(IOException e) {
        return isOver() ? limits.tooSlow() : e;
    }
}
