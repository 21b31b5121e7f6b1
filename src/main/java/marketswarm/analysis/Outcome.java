package marketswarm.analysis;

import java.time.Duration;
import marketswarm.domain.Analysis;

/** What comes of a work unit; kept together with its acknowledgement. */
public sealed interface Outcome {

    /**
     * It is analyzed.
     *
     * @param retold it is the analysis of the story that it tells again
     */
    record Analyzed(Analysis analysis, boolean retold) implements Outcome {}

    /**
     * It is tried again later.
     *
     * @param attempts made so far and counted against it
     * @param pause from when that is kept, by the server's clock
     */
    record Again(int attempts, Duration pause) implements Outcome {}

    /**
     * Its story is being analyzed elsewhere; it comes back to take that over.
     *
     * @param waits how often it has come back, this time included
     * @param pause from when that is kept, by the server's clock
     */
    record Later(int waits, Duration pause) implements Outcome {}

    /** It is given up. */
    record Dead(int attempts, String cause) implements Outcome {}
}
