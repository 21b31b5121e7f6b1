package marketswarm.demo;

import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code marketswarm feeds}: the demo's sample feeds on their own. */
@Command(
        name = "feeds",
        description = "Serves four sample feeds that keep publishing (RSS, Atom, JSON), until stopped.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class FeedsCommand implements Callable<Integer> {

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "8788",
            description = "Port to listen on, 0 for any (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Equal seeds give equal news (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (SampleFeeds feeds = SampleFeeds.start(seed, Clock.systemUTC(), host, port)) {
            feeds.categories()
                    .values()
                    .forEach(urls -> urls.forEach(spec.commandLine().getOut()::println));
            spec.commandLine().getOut().flush();
            new CountDownLatch(1).await(); // until stopped
        }
        return 0;
    }
}
