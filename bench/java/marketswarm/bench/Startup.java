package marketswarm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import marketswarm.truth.Services;

/** How long each service takes to be ready, and the memory it then holds. */
final class Startup implements Benchmark {

    private static final String ARCHIVE = "target/bench/startup/marketswarm.jsa";
    private static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m", "-Xss512k", "-XX:-UsePerfData");
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
        makeArchive(run);
        try (RedisServer redis = RedisServer.start(run)) {
            ServiceProcess.load(redis, TRUTH);
            List<String> with = List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + ARCHIVE);
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
        run.report().note("JVM flags: " + String.join(" ", FLAGS));
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
        String[] words = Stream.concat(FLAGS.stream(), further.stream()).toArray(String[]::new);
        long start = System.nanoTime();
        try (Background process = ServiceProcess.start(run, redis, service, words)) {
            double seconds = (System.nanoTime() - start) / 1e9;
            TimeUnit.SECONDS.sleep(2); // what only a start needs is given back by then
            return new Start(seconds, ProcFs.residentMb(process.pid()));
        }
    }

    private static void makeArchive(Run run) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ServiceProcess.java()));
        command.addAll(FLAGS);
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE, "-jar", ServiceProcess.JAR));
        command.addAll(List.of("demo", "--port", "0", "--seconds", "8"));
        try (Background demo = Background.start(run, "archive", command, Map.of())) {
            demo.ends(Duration.ofSeconds(120));
        }
        if (!Files.exists(Path.of(ARCHIVE))) throw new IllegalStateException("bench: no archive was made");
    }
}
