package marketswarm.demo.simulator;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code marketswarm simulator load}: as many trades and quotes as are asked for, and an exact count of them. */
@Command(
        name = "load",
        description = {
            "Sends pre-encoded trades and quotes at any rate, and counts them.",
            "A socket on /stocks that has subscribed to T.*, Q.* or some of the symbols LD00001, LD00002, … gets the "
                    + "whole rate; its topics take turns. What was sent: GET /control/counters."
        },
        mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Address address;

    @Option(
            names = "--rate",
            defaultValue = "10000",
            description = "Events a second and socket, 0 for as many as it takes (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--symbols",
            defaultValue = "100",
            description = "How many symbols there are (default: ${DEFAULT-VALUE}).")
    private int symbols;

    @Option(
            names = "--events-per-frame",
            defaultValue = "100",
            description = "How many events a frame holds (default: ${DEFAULT-VALUE}).")
    private int eventsPerFrame;

    @Option(
            names = "--events",
            defaultValue = "0",
            description = "How many events a socket gets in all, 0 for no end (default: ${DEFAULT-VALUE}).")
    private long events;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Load load = new Load(rate, symbols, eventsPerFrame, events);
        return address.serve(
                Options.defaults().withLoad(load), spec.commandLine().getOut());
    }
}
