package marketswarm.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench/run}: which benchmarks there are, and the one that is asked for. */
@Command(
        name = "bench/run",
        description =
                "Measures, with the limit or a peer beside it. all: one after the other, in turn, by their quick measure.",
        mixinStandardHelpOptions = true)
final class Bench implements Callable<Integer> {

    private static final int MINUTES_FOR_ALL = 19;
    private static final List<Benchmark> ALL = List.of(
            new RedisItself(),
            new QueueBench(),
            new Ticks(),
            new Fanout(),
            new Feeds(),
            new EndToEnd(),
            new Startup(),
            new Mesh());
    private static final Path RESULTS = Path.of("target/bench");

    @Mixin
    private Options options = new Options();

    @Option(names = "--quick", description = "Over within about 50 s.")
    private boolean quick;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public static void main(String[] args) {
        // what was started keeps running otherwise
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        List<String> names = options.names();
        if (names.isEmpty()) list();
        else if (names.equals(List.of("all"))) return all();
        else for (Benchmark benchmark : names.stream().map(this::find).toList()) tell(measured(benchmark, quick));
        return 0;
    }

    private int all() {
        var turns = new AllInTurn(ALL, benchmark -> measured(benchmark, true));
        turns.run(Duration.ofMinutes(options.minutes(MINUTES_FOR_ALL))).forEach(Bench::tell);
        if (turns.failed().isEmpty()) return 0;
        System.err.println("bench: without " + turns.failed());
        return 1;
    }

    private void list() {
        spec.commandLine().usage(System.out);
        System.out.println();
        ALL.forEach(benchmark -> System.out.printf("  %-10s %s%n", benchmark.name(), benchmark.about()));
    }

    private Benchmark find(String name) {
        return ALL.stream()
                .filter(benchmark -> benchmark.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "bench: there is no benchmark " + name + "; bench/run lists them"));
    }

    private Report measured(Benchmark benchmark, boolean quickly) throws Exception {
        Path folder = RESULTS.resolve(benchmark.name());
        empty(folder);
        Report report = new Report(benchmark.name(), Machine.here());
        benchmark.run(new Run(quickly, options, folder, report));
        return report;
    }

    private static void tell(Report report) {
        report.print(System.out);
        try {
            System.out.println("→ " + report.write(RESULTS) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("bench: the report cannot be written", e);
        }
    }

    private static void empty(Path folder) throws Exception {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }
        Files.createDirectories(folder);
    }
}
