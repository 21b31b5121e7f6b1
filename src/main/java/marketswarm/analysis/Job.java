package marketswarm.analysis;

import marketswarm.domain.Analysis;
import marketswarm.redis.StreamEntry;
import org.jspecify.annotations.Nullable;

/**
 * A work unit on its way over the desk.
 *
 * @param entry where it came from in the queue, to be acknowledged with its outcome
 * @param analysis absent until the analyst has spoken
 */
public record Job(StreamEntry entry, Case work, @Nullable Analysis analysis) {

    Job with(Analysis done) {
        return new Job(entry, work, done);
    }
}
