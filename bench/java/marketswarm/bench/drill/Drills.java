package marketswarm.bench.drill;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import marketswarm.bench.Drill;
import marketswarm.bench.DrillReport;
import marketswarm.bench.DrillRun;
import marketswarm.bench.Machine;
import marketswarm.bench.QueueDrill;
import marketswarm.bench.Report;
import marketswarm.bench.Run;
import marketswarm.bench.TicksDrill;

/** {@code bench/drill}: which drills there are, and the one that is asked for. */
final class Drills {

    private static final List<Drill> ALL = List.of(new QueueDrill(), new TicksDrill(), new SystemDrill(), new Soak());
    private static final Path RESULTS = Path.of("target/bench");

    private Drills() {}

    public static void main(String[] args) throws Exception {
        List<String> words = List.of(args);
        if (words.isEmpty() || words.get(0).startsWith("-")) {
            System.out.println("bench/drill NAME [--seconds N] [--seed S]\n");
            ALL.forEach(drill -> System.out.printf("  %-10s %s%n", drill.name(), drill.about()));
            System.exit(words.isEmpty() ? 0 : 2);
        }
        Drill drill = ALL.stream()
                .filter(each -> each.name().equals(words.get(0)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("drill: there is none called " + words.get(0)));
        Path folder = RESULTS.resolve(
                "drill-" + drill.name() + "-" + ProcessHandle.current().pid());
        Files.createDirectories(folder);
        int seconds = (int) number(words, "--seconds", drill.usualSeconds());
        long seed = number(words, "--seed", new Random().nextInt(1_000_000));
        DrillReport report = drill.run(
                new DrillRun(seconds, seed, new Run(false, words, folder, new Report(drill.name(), Machine.here()))));
        report.print();
        System.out.println("→ " + report.write(RESULTS));
        System.exit(report.ok() ? 0 : 1);
    }

    private static long number(List<String> words, String option, long otherwise) {
        int at = words.indexOf(option);
        return at < 0 ? otherwise : Long.parseLong(words.get(at + 1));
    }
}
