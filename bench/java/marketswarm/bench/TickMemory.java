package marketswarm.bench;

import java.util.concurrent.TimeUnit;

/** Whether memory stays what it is while ticks come and go: the service with little of it, looked at every minute. */
final class TickMemory {

    private static final int RATE = 20_000;
    private static final int SNAPSHOT_MS = 20;

    private final int minutes;

    TickMemory(int minutes) {
        this.minutes = minutes;
    }

    void measure(TickStand stand) throws Exception {
        stand.restart("-XX:+UseSerialGC", "-Xmx256m");
        long lost;
        try (LoadSimulator simulator = LoadSimulator.start(stand.run(), 10, RATE, RATE * 60L * minutes)) {
            long added = stand.entriesAdded();
            stand.readSparingly(simulator, SNAPSHOT_MS);
            for (int minute = 1; minute <= minutes; minute++) {
                Thread.sleep(TimeUnit.MINUTES.toMillis(1));
                look(stand, minute);
            }
            lost = stand.lost(simulator, added);
        }
        stand.rest();
        stand.run().report().add(Case.of("memory: sent and not arrived", "ticks", lost));
    }

    private static void look(TickStand stand, int minute) throws Exception {
        String when = "after %d min at %,d ticks/s".formatted(minute, RATE);
        long pid = stand.servicePid();
        Report report = stand.run().report();
        report.add(Case.of("resident " + when, "MB", ProcFs.residentMb(pid)));
        report.add(Case.of("old objects " + when, "MB", JvmMemory.oldMb(pid)));
        report.add(Case.of(
                "resident in Redis " + when,
                "MB",
                ProcFs.residentMb(stand.redis().pid())));
    }
}
