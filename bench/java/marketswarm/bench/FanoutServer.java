package marketswarm.bench;

import java.io.IOException;

/** A program that hands what is published to everybody who listens. */
interface FanoutServer extends AutoCloseable {

    String name();

    int port();

    /** What a reader asks for: path and query. */
    String target();

    /** The field of an event's JSON that holds the stamp. */
    default String stampField() {
        return "sent";
    }

    /** Publishes events that carry these stamps, all at once. */
    void publish(long[] stamps) throws IOException;

    /** Memory of its processes, megabytes, when what is no longer used has been given back. */
    double residentMb() throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
