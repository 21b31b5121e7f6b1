package marketswarm.bench;

/** Faults at random instants while the work goes on, and a count of what came of it. */
interface Drill {

    /** What {@code bench/drill} calls it. */
    String name();

    /** What breaks, in a line. */
    String about();

    /** Starts what it needs on loopback, breaks it until the time is over, and counts. */
    DrillReport run(DrillRun run) throws Exception;
}
