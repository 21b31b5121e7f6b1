package marketswarm.bench;

import java.time.Clock;
import marketswarm.analysis.Items;
import marketswarm.analysis.rules.OfflineAnalyst;

/** What the analyst by rules needs for a story of eight sentences, on one thread. */
final class QueueRules {

    private static final int WARM = 5_000;
    private static final int ROUNDS = 5;

    private final OfflineAnalyst analyst = new OfflineAnalyst(Clock.systemUTC());
    private final marketswarm.analysis.Case story =
            Items.work(Items.story("Acme profit and orders rise", "Acme reports.", Items.REPORT, "en", "ACME", "MSFT"));
    private final Run run;

    QueueRules(Run run) {
        this.run = run;
    }

    void measure() throws Exception {
        perSecond(WARM);
        int items = run.either(2_000, 10_000);
        Sample rate =
                new Rounds().with("rules", () -> perSecond(items)).run(ROUNDS).get("rules");
        run.report().add(Case.of("analyzed by rules, one thread, 8 sentences", "items/s", rate));
    }

    private double perSecond(int items) {
        int bullish = 0;
        long begun = System.nanoTime();
        for (int n = 0; n < items; n++)
            if (analyst.analyze(story).sentiment().label().equals("bullish")) bullish++;
        double took = (System.nanoTime() - begun) / 1e9;
        if (bullish != items) throw new IllegalStateException("bench: the story is good news and was not read so");
        return items / took;
    }
}
