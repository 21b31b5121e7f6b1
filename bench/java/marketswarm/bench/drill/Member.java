package marketswarm.bench.drill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import marketswarm.bench.Background;
import marketswarm.bench.Run;

/** One instance of a service, started again whenever it has ended, as compose does. */
final class Member implements AutoCloseable {

    private static final Pattern HEALTH = Pattern.compile("marketswarm: ready .*health=(http://\\S+)");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final Run run;
    private final String service;
    private final String instance;
    private final String systemUrl;
    private final Clocks clocks;
    private final List<String> jvm;
    private Background process;
    private long startedNs;
    private int starts;
    private boolean restarting = true;

    Member(Run run, String service, String instance, String systemUrl, Clocks clocks, List<String> jvm)
            throws IOException {
        this.run = run;
        this.service = service;
        this.instance = instance;
        this.systemUrl = systemUrl;
        this.clocks = clocks;
        this.jvm = jvm;
        this.process = start();
    }

    String service() {
        return service;
    }

    String instance() {
        return instance;
    }

    synchronized long pid() {
        return process.pid();
    }

    synchronized int starts() {
        return starts;
    }

    synchronized double ageSeconds() {
        return (System.nanoTime() - startedNs) / 1e9;
    }

    private Background start() throws IOException {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(jvm);
        Path jar = Path.of("target/marketswarm.jar").toAbsolutePath();
        Path archive = jar.resolveSibling("marketswarm-java17.jsa");
        if (Files.exists(archive))
            command.addAll(List.of(
                    "-Xshare:auto", "-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
        command.addAll(List.of("-jar", jar.toString(), "run"));
        Map<String, String> environment =
                new HashMap<>(Map.of("SERVICE_ID", service, "BOOTSTRAP_REDIS_URL", systemUrl, "INSTANCE_ID", instance));
        environment.putAll(clocks.environment(instance));
        startedNs = System.nanoTime();
        starts++;
        return Background.start(run, instance + "-" + starts, command, environment);
    }

    void clockIsOff(int seconds) {
        clocks.set(instance, seconds);
    }

    /** SIGKILL. */
    synchronized void kill() {
        process.kill();
    }

    void standStill() throws IOException, InterruptedException {
        signal("STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    /** Whether it had ended and was started again. */
    synchronized boolean revive() throws IOException {
        if (!restarting || process.isAlive()) return false;
        process = start();
        return true;
    }

    /** By its own word. */
    boolean isReady() throws InterruptedException {
        Optional<String> health = health();
        if (health.isEmpty()) return false;
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(health.get() + "/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private synchronized Optional<String> health() {
        if (!process.isAlive()) return Optional.empty();
        try {
            Matcher said = HEALTH.matcher(Files.readString(process.log()));
            return said.find() ? Optional.of(said.group(1)) : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        restarting = false;
        process.kill();
    }
}
