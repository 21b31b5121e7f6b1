package marketswarm.bench;

/** One thing that is measured, side by side with what the machine gives and with a peer. */
interface Benchmark {

    /** What {@code bench/run} calls it. */
    String name();

    /** What it measures, in a line. */
    String about();

    /** Starts what it needs on loopback, measures into the report, and stops what it has started. */
    void run(Run run) throws Exception;
}
