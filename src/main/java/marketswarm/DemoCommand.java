package marketswarm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import marketswarm.demo.DemoTruth;
import marketswarm.demo.EmbeddedRedis;
import marketswarm.demo.SampleFeeds;
import marketswarm.demo.simulator.Options;
import marketswarm.demo.simulator.Plan;
import marketswarm.demo.simulator.Simulator;
import marketswarm.redis.RedisServers;
import marketswarm.truth.Discovery;
import marketswarm.truth.Services;
import marketswarm.truth.TruthStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everything in one process: real Redis, simulated Massive, sample feeds, offline analysis, the page. */
@Command(
        name = "demo",
        description = "Everything in one process, on loopback: no key, no network, no installation.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    private static final int HIGHEST_PORT = 65_535;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "of the page (default: ${DEFAULT-VALUE}, else any free one)")
    private int port;

    @Option(names = "--rate", defaultValue = "8", description = "ticks a second and symbol (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(names = "--seed", defaultValue = "1", description = "of the simulated market (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--seconds", defaultValue = "0", description = "ends by itself after that; 0: at Ctrl-C")
    private int seconds;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > HIGHEST_PORT)
            throw new ParameterException(
                    spec.commandLine(),
                    "marketswarm: --port " + port + " is none; accepted: 0 to 65535, 0 for any that is free");
        String key = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        Options options =
                Options.defaults().withSeed(seed).withTicksPerSecond(rate).withKeys(Map.of(key, Plan.everything()));
        try (StopSignal stop = new StopSignal(STOP_WITHIN);
                Data data = new Data(Files.createTempDirectory("marketswarm-demo"));
                EmbeddedRedis redis = EmbeddedRedis.start(data.directory());
                Simulator simulator = Simulator.start(options);
                SampleFeeds feeds = SampleFeeds.start(seed)) {
            load(
                    redis.url(),
                    new DemoTruth()
                            .market(simulator, key)
                            .news(feeds)
                            .redis(redis.url())
                            .page(port));
            run(redis.url(), simulator, ownerOnly(data.directory().resolve("redis-url"), redis.url()), stop);
        }
        return 0;
    }

    private static void load(String url, DemoTruth truth) {
        try (var system = RedisServers.open(url, "demo")) {
            new TruthStore(system).load(truth.document());
            Services services = new Services(system);
            Services.ALL.forEach(service -> services.register(service, service, service));
        }
    }

    private void run(String url, Simulator simulator, Path urlFile, StopSignal stop) throws InterruptedException {
        var env = Map.of("SERVICE_ID", Discovery.EVERY_SERVICE, "BOOTSTRAP_REDIS_URL", url, "INSTANCE_ID", "demo");
        try (Node node = Node.of(Discovery.from(env));
                Swarm swarm = new Swarm(node, Main::wire, true)) {
            swarm.start();
            welcome(swarm, simulator, urlFile).forEach(System.out::println);
            if (seconds > 0) stop.await(Duration.ofSeconds(seconds));
            else stop.await();
        }
    }

    private static List<String> welcome(Swarm swarm, Simulator simulator, Path urlFile) {
        var management = swarm.management();
        return List.of(
                "",
                "  MarketSwarm demo: simulated prices, self-written news, analysis by rules",
                "",
                "  page      http://127.0.0.1:" + swarm.doors().get(0).port() + "/",
                "  routes    http://" + management.host() + ":" + management.port() + "/hawtio/",
                "  health    http://" + management.host() + ":" + management.port() + "/observe/health",
                "  faults    curl -X POST " + simulator.controlUrl() + "/drop",
                "  keys      admin/admin keys --redis-url \"$(cat " + urlFile + ")\"",
                "",
                "  Ctrl-C ends it.",
                "");
    }

    // the address holds the password, so it is shown to nobody but the owner, and goes with the data
    private static Path ownerOnly(Path file, String text) throws IOException {
        return Files.writeString(Files.createFile(file, OWNER_ONLY), text);
    }

    /** What the demo keeps while it runs; gone before the process is. */
    private record Data(Path directory) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
            }
        }
    }
}
