package marketswarm;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import marketswarm.demo.FeedsCommand;
import marketswarm.demo.simulator.SimulatorCommand;
import marketswarm.redis.Outage;
import marketswarm.truth.Discovery;
import marketswarm.truth.Misconfigured;
import marketswarm.truth.Redactor;
import marketswarm.truth.Services.Mapping;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

/** The door: which services there are, and what this program can be started as. */
@Command(
        name = "marketswarm",
        description = "Market data, news and AI analysis in one live stream.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            Main.Run.class,
            SimulatorCommand.class,
            FeedsCommand.class,
            ReplayCommand.class
        },
        footer = {"", "Operating it: admin/README.md. Try it: ./marketswarm demo"})
public final class Main {

    private static final int MISCONFIGURED = 2;
    private static final int TRY_AGAIN = 1;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private Main() {}

    public static void main(String[] args) {
        System.exit(List.of(args).equals(List.of("run")) ? service() : command(args));
    }

    private static int command(String... args) {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler(new OneLine())
                .execute(args);
    }

    /** A service has nothing to be parsed, and is ready sooner without the parser. */
    private static int service() {
        try {
            return new Run().call();
        } catch (Exception e) {
            return OneLine.tell(e, System.err::println);
        }
    }

    /** A service as it is registered, put together. */
    static Service wire(Node node, Mapping service) {
        return switch (service.serviceId()) {
            case "massive" -> MassiveWiring.wire(node, service);
            case "rss_agg" -> RssWiring.wire(node, service);
            case "vexy_ai" -> VexyWiring.wire(node, service);
            case "sse_gateway" -> GatewayWiring.wire(node, service);
            case "mesh_coordinator" -> MeshWiring.wire(node, service);
            case "logger" -> LoggerWiring.wire(node, service);
            default ->
                throw new Misconfigured("marketswarm: " + service.serviceId() + " is not a service of this program");
        };
    }

    @Command(
            name = "run",
            description = "Runs the service that SERVICE_ID names, or all.",
            mixinStandardHelpOptions = true)
    static final class Run implements Callable<Integer> {

        @Override
        public Integer call() throws Exception {
            try (StopSignal stop = new StopSignal(STOP_WITHIN);
                    Node node = Node.of(Discovery.from(System.getenv()));
                    Swarm swarm = new Swarm(node, Main::wire, false)) {
                swarm.start();
                stop.await();
            }
            return 0;
        }
    }

    /** What goes wrong at the start is one line that says what to do next. */
    static final class OneLine implements IExecutionExceptionHandler {

        /** How messages of ours begin: with the room that speaks. */
        private static final Pattern OURS = Pattern.compile("[a-z-]+: .+", Pattern.DOTALL);

        @Override
        public int handleExecutionException(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
            return tell(e, command.getErr()::println);
        }

        static int tell(Exception e, Consumer<String> err) {
            List<Throwable> causes = Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                    .toList();
            Throwable innermost = causes.get(causes.size() - 1);
            if (innermost instanceof InterruptedException) return 0; // asked to stop while it started
            if (Outage.isAway(e) && causes.stream().noneMatch(Misconfigured.class::isInstance)) {
                err.accept("marketswarm: Redis went away while this started; start it again, as compose does");
                return TRY_AGAIN;
            }
            String line = causes.stream()
                    .map(cause -> String.valueOf(cause.getMessage()))
                    .filter(OURS.asMatchPredicate())
                    .findFirst()
                    .orElse("marketswarm: cannot start: " + innermost);
            err.accept(Redactor.shapes(line.replace('\n', ' ')));
            return MISCONFIGURED;
        }
    }
}
