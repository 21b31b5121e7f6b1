package marketswarm.bench;

/** The news, from the bytes of a feed on. */
final class Feeds implements Benchmark {

    @Override
    public String name() {
        return "feeds";
    }

    @Override
    public String about() {
        return "feeds read per second, beside ROME";
    }

    @Override
    public void run(Run run) throws Exception {
        new FeedReading(run).measure();
    }
}
