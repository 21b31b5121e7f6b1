package marketswarm.bench;

import java.io.IOException;

/**
 * One rate for a few seconds, to all readers of one server.
 *
 * @param perSecond delivered, over all readers
 * @param lost of what was published, by the reader that got least
 * @param p99 milliseconds from the time at which an event was due
 */
record FanoutStep(int rate, double perSecond, long lost, double p50, double p99) {

    private static final double SATURATED_BELOW = 0.9;
    private static final double SATURATED_MS = 1_000;
    private static final double MS_NS = 1e6;
    private static final double SECOND_NS = 1e9;
    private static final int DRAIN_MS = 10_000;
    private static final int LOOK_MS = 200;

    static FanoutStep measure(FanoutServer server, Readers readers, int rate, double seconds)
            throws IOException, InterruptedException {
        readers.take();
        long start = System.nanoTime();
        long sent = Pace.publish(server, rate, seconds);
        double took = (System.nanoTime() - start) / SECOND_NS;
        long inTime = readers.events();
        drain(readers);
        Readers.Counted counted = readers.take();
        return new FanoutStep(
                rate,
                inTime / took,
                sent - counted.fewest(),
                counted.latency().getValueAtPercentile(50) / MS_NS,
                counted.latency().getValueAtPercentile(99) / MS_NS);
    }

    private static void drain(Readers readers) throws InterruptedException {
        long before = -1;
        for (int waited = 0; waited < DRAIN_MS && readers.events() != before; waited += LOOK_MS) {
            before = readers.events();
            Thread.sleep(LOOK_MS);
        }
    }

    /** More would only wait. */
    boolean saturated(int readers) {
        return perSecond < SATURATED_BELOW * rate * readers || p99 > SATURATED_MS;
    }
}
