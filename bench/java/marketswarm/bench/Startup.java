package marketswarm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import marketswarm.truth.Services;

/** How long each service takes to be ready, and the memory it then holds. */
final class Startup implements Benchmark {

    /** As the image has it, in a container of 512 MB. */
    private static final List<String> FLAGS =
            List.of("@compose/java.options", "-XX:+UseSerialGC", "-XX:MaxRAM=512m", "-XX:MaxRAMPercentage=60");

    /** Compiled quickly rather than well, as compose/start has it. */
    private static final Set<String> QUICK = Set.of("vexy_ai", "mesh_coordinator", "logger");

    private static final String TRUTH = """
            {"version": "bench", "components": {
               "massive": {"management": {"port": 0}, "status_poll_sec": 0, "clusters": {}},
               "rss_agg": {"management": {"port": 0}, "categories": {}},
               "vexy_ai": {"management": {"port": 0}, "engine": "offline"},
               "sse_gateway": {"management": {"port": 0}, "port": 0},
               "mesh_coordinator": {"management": {"port": 0}},
               "logger": {"management": {"port": 0}, "log_channels": ["errors"]}}}""";

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String about() {
        return "how long each service takes to be ready, and the memory it holds, with and without an archive of classes";
    }

    private record Start(double seconds, double megabytes) {}

    @Override
    public void run(Run run) throws Exception {
        String archive = makeArchive(run);
        try (RedisServer redis = RedisServer.start(run)) {
            ServiceProcess.load(redis, TRUTH);
            List<String> with = List.of("-XX:SharedArchiveFile=" + archive);
            for (String service : Services.ALL) {
                List<Start> quick = new ArrayList<>();
                List<Start> plain = new ArrayList<>();
                for (int round = 0; round < run.either(1, 5); round++) {
                    quick.add(start(run, redis, service, with));
                    plain.add(start(run, redis, service, List.of()));
                }
                run.report()
                        .add(time(service, quick)
                                .peer("no archive", time(service, plain).ours()));
                run.report()
                        .add(memory(service, quick)
                                .peer("no archive", memory(service, plain).ours()));
            }
        }
        run.report()
                .note("JVM flags as in the image: " + String.join(" ", FLAGS) + "; -XX:TieredStopAtLevel=1 for "
                        + String.join(", ", new TreeSet<>(QUICK)));
    }

    private static Case time(String service, List<Start> starts) {
        return Case.of(
                service + ": to ready",
                "s",
                Sample.of(starts.stream().map(Start::seconds).toList()));
    }

    private static Case memory(String service, List<Start> starts) {
        return Case.of(
                service + ": resident",
                "MB",
                Sample.of(starts.stream().map(Start::megabytes).toList()));
    }

    private static Start start(Run run, RedisServer redis, String service, List<String> further) throws Exception {
        Stream<String> compiler = QUICK.contains(service) ? Stream.of("-XX:TieredStopAtLevel=1") : Stream.of();
        String[] words = Stream.of(FLAGS.stream(), further.stream(), compiler)
                .flatMap(flags -> flags)
                .toArray(String[]::new);
        long start = System.nanoTime();
        try (Background process = ServiceProcess.start(run, redis, service, words)) {
            double seconds = (System.nanoTime() - start) / 1e9;
            TimeUnit.SECONDS.sleep(2); // what only a start needs is given back by then
            return new Start(seconds, ProcFs.residentMb(process.pid()));
        }
    }

    /** As the launcher makes it; returns where it is. */
    private static String makeArchive(Run run) throws IOException, InterruptedException {
        try (Background launcher = Background.start(
                run,
                "archive",
                List.of("./marketswarm", "archive"),
                Map.of("JAVA_HOME", System.getProperty("java.home")))) {
            launcher.ends(Duration.ofSeconds(120));
        }
        String archive = "target/marketswarm-java" + Runtime.version().feature() + ".jsa";
        if (!Files.exists(Path.of(archive))) throw new IllegalStateException("bench: no archive was made");
        return archive;
    }
}
