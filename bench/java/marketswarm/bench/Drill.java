package marketswarm.bench;

/** Faults at random instants while the work goes on, and a count of what came of it. */
public interface Drill {

    /** What {@code bench/drill} calls it. */
    String name();

    /** What breaks, in a line. */
    String about();

    /** How long faults are made unless the command line says. */
    default int usualSeconds() {
        return 60;
    }

    /** Starts what it needs on loopback, breaks it until the time is over, and counts. */
    DrillReport run(DrillRun run) throws Exception;
}
