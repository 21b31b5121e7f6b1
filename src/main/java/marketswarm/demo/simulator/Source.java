package marketswarm.demo.simulator;

/** Where the events come from. */
interface Source {

    /** How often {@link #beat} wants to be called. */
    long everyMs();

    /** Publishes what is due. */
    void beat(Sessions sessions);

    /** Brings the counters up to date. */
    void settle();
}
