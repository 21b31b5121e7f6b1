package marketswarm.bench;

import java.util.Set;

/** The news, from the bytes of a feed on. */
final class Feeds implements Benchmark {

    private static final String ALL = "all";
    private static final String READING = "reading";
    private static final String POLLING = "polling";

    @Override
    public String name() {
        return "feeds";
    }

    @Override
    public String about() {
        return "feeds read per second, beside ROME; 10,000 feeds polled; --only=reading|polling";
    }

    @Override
    public void run(Run run) throws Exception {
        String only = run.only(ALL);
        if (!Set.of(ALL, READING, POLLING).contains(only))
            throw new IllegalArgumentException("bench: feeds has no part " + only);
        if (!only.equals(POLLING)) new FeedReading(run).measure();
        if (!only.equals(READING)) new FeedPolling(run).measure();
    }
}
