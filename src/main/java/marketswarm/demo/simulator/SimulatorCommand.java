package marketswarm.demo.simulator;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code marketswarm simulator}: the Massive look-alike on its own. */
@Command(
        name = "simulator",
        description = "Runs a local look-alike of the Massive market data service, WebSocket and REST, until stopped.",
        mixinStandardHelpOptions = true)
public final class SimulatorCommand implements Callable<Integer> {

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "8787",
            description = "Port to listen on, 0 for any (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Equal seeds give equal markets (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--rate",
            defaultValue = "8",
            description = "Trades and quotes per second and symbol (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Options options =
                Options.defaults().withHost(host).withPort(port).withSeed(seed).withTicksPerSecond(rate);
        try (Simulator simulator = Simulator.start(options)) {
            announce(simulator);
            untilStopped();
        }
        return 0;
    }

    private static void untilStopped() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void announce(Simulator simulator) {
        var out = spec.commandLine().getOut();
        for (Market market : Market.values()) out.println("WebSocket  " + simulator.wsUrl(market.cluster()));
        out.println("REST       " + simulator.restUrl());
        out.println("API key    " + Options.DEMO_KEY);
        out.println("Stop with Ctrl-C.");
        out.flush();
    }
}
