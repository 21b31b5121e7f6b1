package marketswarm.bench;

/** From the vendor's socket to the reader's. */
final class EndToEnd implements Benchmark {

    private static final int[] RATES = {1_000, 10_000};
    private static final int[] READERS = {20, 1};
    private static final int WARM_RATE = 2_000;

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
            warm(run, chain);
            for (int readers : READERS)
                try (Readers crowd = new Readers(chain, readers, 0)) {
                    // until all of them have joined
                    FanoutStep.measure(chain, crowd, WARM_RATE, 1);
                    for (int rate : RATES) measure(run, chain, crowd, readers, rate);
                }
        }
        run.report()
                .note(
                        "a tick's time begins when it is due at the vendor; three processes, Redis and the reader share the"
                                + " cores");
    }

    /** Slowly at first: three programs are compiled while they run. */
    private static void warm(Run run, Chain chain) throws Exception {
        try (Readers crowd = new Readers(chain, READERS[0], 0)) {
            FanoutStep.measure(chain, crowd, WARM_RATE, run.either(7, 15));
            FanoutStep.measure(chain, crowd, RATES[RATES.length - 1], run.either(4, 10));
        }
    }

    private static void measure(Run run, Chain chain, Readers crowd, int readers, int rate) throws Exception {
        FanoutStep step = FanoutStep.measure(chain, crowd, rate, run.either(3, 15));
        String name = rate + " ticks/s, " + (readers == 1 ? "1 reader: " : readers + " readers: ");
        run.report().add(Case.of(name + "p50", "ms", step.p50()));
        run.report().add(Case.of(name + "p99", "ms", step.p99()));
        run.report().add(Case.of(name + "lost", "ticks", step.lost()));
    }
}
