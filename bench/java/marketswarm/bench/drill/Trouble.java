package marketswarm.bench.drill;

/**
 * Something that goes wrong for a while.
 *
 * @param kind by which {@code --only} names it
 * @param name for the report
 * @param target what is broken: one trouble at a time
 * @param longestMs it lasts up to so long; 0 when it is over at once
 */
record Trouble(String kind, String name, String target, int longestMs, Step begin, Step end) {

    /** Breaks or mends. */
    interface Step {
        void take() throws Exception;
    }

    static final Step NOTHING = () -> {};

    static Trouble atOnce(String kind, String name, String target, Step begin) {
        return new Trouble(kind, name, target, 0, begin, NOTHING);
    }
}
