package marketswarm.market.stream;

/** How far the ticks that were handed to a writer are in their streams, by their order and not by any clock. */
public interface Written {

    /** Marks the end of everything that has been handed over until now. */
    long mark();

    /** Whether everything before the mark is written, and all history besides. */
    boolean isUntil(long mark);
}
