package marketswarm.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code bench/run}: which benchmarks there are, and the one that is asked for. */
final class Bench {

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

    private Bench() {}

    public static void main(String[] args) {
        try {
            run(List.of(args));
            System.exit(0);
        } catch (Exception e) {
            // what was started keeps running otherwise
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void run(List<String> words) throws Exception {
        List<String> names =
                words.stream().filter(word -> !word.startsWith("-")).toList();
        if (names.isEmpty()) list();
        else if (names.equals(List.of("all"))) all(words);
        else for (String name : names) tell(measured(find(name), words));
    }

    private static void all(List<String> words) {
        var turns = new AllInTurn(ALL, Bench::measured);
        turns.run(words).forEach(Bench::tell);
        if (!turns.failed().isEmpty()) throw new IllegalStateException("bench: without " + turns.failed());
    }

    private static void list() {
        System.out.println("bench/run NAME [--quick]     bench/run all [--minutes=N]\n");
        ALL.forEach(benchmark -> System.out.printf("  %-10s %s%n", benchmark.name(), benchmark.about()));
    }

    private static Benchmark find(String name) {
        return ALL.stream()
                .filter(benchmark -> benchmark.name().equals(name))
                .findFirst()
                .orElseGet(() -> {
                    System.err.println("bench: there is no benchmark " + name);
                    list();
                    System.exit(2);
                    throw new IllegalStateException();
                });
    }

    private static Report measured(Benchmark benchmark, List<String> words) throws Exception {
        Path folder = RESULTS.resolve(benchmark.name());
        empty(folder);
        Report report = new Report(benchmark.name(), Machine.here());
        benchmark.run(new Run(words.contains("--quick"), words, folder, report));
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
