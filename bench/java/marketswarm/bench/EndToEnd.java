package marketswarm.bench;

/** From the vendor's socket to the reader's. */
final class EndToEnd implements Benchmark {

    private static final int[] RATES = {1_000, 5_000, 10_000};
    private static final int[] READERS = {1, 20};

    @Override
    public String name() {
        return "e2e";
    }

    @Override
    public String about() {
        return "how long a tick takes from the vendor's socket through Redis and the gateway to a reader";
    }

    @Override
    public void run(Run run) throws Exception {
        try (Chain chain = new Chain(run)) {
            for (int readers : READERS) {
                try (Readers crowd = new Readers(chain, readers, 0)) {
                    FanoutStep.measure(chain, crowd, RATES[RATES.length - 1], run.either(4, 10));
                    for (int rate : RATES) measure(run, chain, crowd, readers, rate);
                }
            }
        }
        run.report()
                .note(
                        "a tick's time begins when it is due at the vendor; three processes, Redis and the reader share the"
                                + " cores");
    }

    private static void measure(Run run, Chain chain, Readers crowd, int readers, int rate) throws Exception {
        FanoutStep step = FanoutStep.measure(chain, crowd, rate, run.either(3, 10));
        String name = rate + " ticks/s, " + (readers == 1 ? "1 reader: " : readers + " readers: ");
        run.report().add(Case.of(name + "p50", "ms", step.p50()));
        run.report().add(Case.of(name + "p99", "ms", step.p99()));
        run.report().add(Case.of(name + "lost", "ticks", step.lost()));
    }
}
