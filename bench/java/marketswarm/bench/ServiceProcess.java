package marketswarm.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import marketswarm.redis.Json;
import marketswarm.truth.Services;
import marketswarm.truth.TruthStore;

/** A service of the packaged program in a process of its own. */
final class ServiceProcess {

    private static final Duration READY_WITHIN = Duration.ofSeconds(180);
    static final String JAR = "target/marketswarm.jar";

    private ServiceProcess() {}

    /** What every service of this server runs by; registers the services that it has components for. */
    static void load(RedisServer redis, String truth) {
        ObjectNode document = Json.read(truth, ObjectNode.class);
        new TruthStore(redis.client()).load(document);
        Services services = new Services(redis.client());
        Services.ALL.stream()
                .filter(service -> document.at("/components/" + service).isObject())
                .forEach(service -> services.register(service, service, service));
    }

    /**
     * Returns when it is ready.
     *
     * @param jvm words for the virtual machine, for example {@code -Xmx256m}; MARKETSWARM_BENCH_JVM adds to them
     */
    static Background start(Run run, RedisServer redis, String service, String... jvm)
            throws IOException, InterruptedException {
        return named(run, redis, service, "bench", jvm);
    }

    /** One of several instances. */
    static Background named(Run run, RedisServer redis, String service, String instance, String... jvm)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(List.of(jvm));
        String further = System.getenv().getOrDefault("MARKETSWARM_BENCH_JVM", "");
        if (!further.isBlank()) command.addAll(List.of(further.trim().split("\\s+")));
        command.addAll(List.of("-jar", JAR, "run"));
        Background process = Background.start(
                run,
                service + "-" + System.nanoTime(),
                command,
                Map.of("SERVICE_ID", service, "BOOTSTRAP_REDIS_URL", redis.url(), "INSTANCE_ID", instance));
        process.says("marketswarm: ready", READY_WITHIN);
        return process;
    }

    static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }
}
