package marketswarm.demo.simulator;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Option;

/** Where a simulator is started from the command line, and how it tells so. */
public final class Address {

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

    @Option(names = "--deflate", description = "Accept permessage-deflate.")
    private boolean deflate;

    /** Until stopped. */
    public int serve(Options options, PrintWriter out) {
        Options here = options.withHost(host).withPort(port).withDeflate(deflate);
        try (Simulator simulator = Simulator.start(here)) {
            announce(simulator, out);
            untilStopped();
        }
        return 0;
    }

    private static void announce(Simulator simulator, PrintWriter out) {
        for (Market market : Market.values()) out.println("WebSocket  " + simulator.wsUrl(market.cluster()));
        out.println("REST       " + simulator.restUrl());
        out.println("Control    " + simulator.controlUrl());
        out.println("API key    " + Options.DEMO_KEY);
        out.println("Stop with Ctrl-C.");
        out.flush();
    }

    private static void untilStopped() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
