package marketswarm.bench.drill;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import marketswarm.bench.Drill;
import marketswarm.bench.DrillReport;
import marketswarm.bench.DrillRun;
import marketswarm.bench.Machine;
import marketswarm.bench.Options;
import marketswarm.bench.QueueDrill;
import marketswarm.bench.Report;
import marketswarm.bench.Run;
import marketswarm.bench.TicksDrill;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench/drill}: which drills there are, and the one that is asked for. */
@Command(
        name = "bench/drill",
        description = "Breaks things while the work goes on, and counts what came of it; exits 1 unless all is well.",
        mixinStandardHelpOptions = true)
final class Drills implements Callable<Integer> {

    private static final List<Drill> ALL = List.of(new QueueDrill(), new TicksDrill(), new SystemDrill(), new Soak());
    private static final Path RESULTS = Path.of("target/bench");

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "What to run; without a name they are listed.")
    private List<String> names = List.of();

    @Option(names = "--only", paramLabel = "KINDS", description = "Of the system drill: what is to go wrong.")
    private @Nullable String only;

    @Option(names = "--seconds", paramLabel = "N", description = "How long faults are made.")
    private @Nullable Integer seconds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Of all that is left to chance; by chance as well without.")
    private @Nullable Long seed;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public static void main(String[] args) {
        // what was started keeps running otherwise
        System.exit(new CommandLine(new Drills()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (names.isEmpty()) list();
        boolean well = true;
        for (Drill drill : names.stream().map(this::find).toList()) well &= isWell(drill);
        return well ? 0 : 1;
    }

    private void list() {
        spec.commandLine().usage(System.out);
        System.out.println();
        ALL.forEach(drill -> System.out.printf("  %-10s %s%n", drill.name(), drill.about()));
    }

    private Drill find(String name) {
        return ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "drill: there is none called " + name + "; bench/drill lists them"));
    }

    private boolean isWell(Drill drill) throws Exception {
        Path folder = RESULTS.resolve(
                "drill-" + drill.name() + "-" + ProcessHandle.current().pid());
        Files.createDirectories(folder);
        DrillReport report = drill.run(new DrillRun(
                seconds == null ? drill.usualSeconds() : seconds,
                seed == null ? new Random().nextInt(1_000_000) : seed,
                new Run(false, Options.of(only), folder, new Report(drill.name(), Machine.here()))));
        report.print();
        System.out.println("→ " + report.write(RESULTS));
        return report.ok();
    }
}
