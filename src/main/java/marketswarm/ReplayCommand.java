package marketswarm;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import marketswarm.demo.simulator.Address;
import marketswarm.demo.simulator.Options;
import marketswarm.demo.simulator.Playback;
import marketswarm.market.recording.Recording;
import marketswarm.market.recording.Replay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays recorded frames: through the decoder into Market Redis, or as a server that clients connect to. */
@Command(
        name = "replay",
        description = {
            "Plays recorded frames of the vendor through the same decoder into Market Redis, as if they came now.",
            "Recordings are made by the massive service when components.massive.record.directory is set in truth."
        },
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "recordings, in any order: *.frames.zst")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    @Option(
            names = "--speed",
            defaultValue = "1",
            description = "how much faster than it was; 0 is as fast as it goes (default: ${DEFAULT-VALUE})")
    private double speed;

    @Option(
            names = "--redis-url",
            defaultValue = "${env:BOOTSTRAP_REDIS_URL:-redis://localhost:6379}",
            description = "System Redis, whose truth names Market Redis (default: BOOTSTRAP_REDIS_URL, else "
                    + "redis://localhost:6379)")
    @SuppressWarnings("NullAway.Init")
    private String redisUrl;

    @Option(names = "--force", description = "Also beside a massive service that runs: their prices mix.")
    private boolean force;

    @Option(
            names = "--serve",
            description = "Writes nothing; listens like the vendor and plays to those who have subscribed.")
    private boolean serve;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Address address;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Recording recording = new Recording(files)) {
            if (serve) {
                return address.serve(Options.defaults().withPlayback(new Playback(recording::next, speed)), out);
            }
            intoRedis(recording, out);
        }
        return 0;
    }

    private void intoRedis(Recording recording, PrintWriter out) throws InterruptedException {
        try (ReplayTarget target = ReplayTarget.open(redisUrl, force, Clock.systemUTC())) {
            Replay replay = new Replay(recording, speed, target::write);
            ScheduledExecutorService reporter = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "replay-progress");
                thread.setDaemon(true);
                return thread;
            });
            try {
                var unused = reporter.scheduleAtFixedRate(() -> report(replay, out), 1, 1, TimeUnit.SECONDS);
                replay.run();
            } finally {
                reporter.shutdownNow();
            }
            target.flush();
            report(replay, out);
            recording.torn().forEach(file -> out.println("replay: " + file + " ends in the middle; read up to there"));
            out.flush();
        }
    }

    private static void report(Replay replay, PrintWriter out) {
        Replay.State state = replay.state();
        out.printf(
                Locale.ROOT,
                "replay: %3.0f %%  %,d frames  %,d ticks  %,d malformed  at %s%n",
                state.done() * 100,
                state.frames(),
                state.ticks(),
                state.malformed(),
                state.frames() == 0 ? "the beginning" : Instant.ofEpochMilli(state.atMs()));
        out.flush();
    }
}
