package marketswarm.demo.simulator;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code marketswarm simulator}: the Massive look-alike on its own. */
@Command(
        name = "simulator",
        description = "Runs a local look-alike of the Massive market data service, WebSocket and REST, until stopped.",
        mixinStandardHelpOptions = true,
        subcommands = LoadCommand.class,
        footerHeading = "%nWhile it runs:%n",
        footer = {
            "  GET /control             tells what can be done",
            "  GET /control/counters    everything sent, by cluster, channel and symbol",
            "  PUT /control/switches    {\"duplicates\": 0.01} changes its manners",
            "  POST /control/drop       ends every socket without a close frame"
        })
public final class SimulatorCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Address address;

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

    @Option(
            names = "--switches",
            defaultValue = "{}",
            description = "As PUT /control/switches takes them, from the start (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String switches;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Options options = Options.defaults().withSeed(seed).withTicksPerSecond(rate);
        return address.serve(turned(options), spec.commandLine().getOut());
    }

    private Options turned(Options options) {
        try {
            return options.with(switches);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--switches: " + e.getMessage(), e);
        }
    }
}
