package marketswarm.bench;

/** The news, from the bytes of a feed on. */
final class Feeds implements Benchmark {

    @Override
    public String name() {
        return "feeds";
    }

    @Override
    public String about() {
        return "feeds read per second, beside ROME; 10,000 feeds polled";
    }

    @Override
    public void run(Run run) throws Exception {
        new FeedReading(run).measure();
        new FeedPolling(run).measure();
    }
}
