package marketswarm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that a benchmark has started; its output is a file in the benchmark's folder, its end is ours at the latest. */
public final class Background implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Process process;
    private final Path log;
    private final Thread atExit;

    private Background(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    public static Background start(Run run, String name, List<String> command, Map<String, String> environment)
            throws IOException {
        Path log = run.folder().resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new Background(builder.start(), log);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path log() {
        return log;
    }

    Duration cpu() {
        return ProcFs.cpu(pid());
    }

    /** Waits until its output has it; fails with the end of the output when it does not come. */
    MatchResult says(String regex, Duration atMost) throws IOException, InterruptedException {
        Pattern pattern = Pattern.compile(regex, Pattern.MULTILINE);
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            boolean ended = !isAlive();
            String output = Files.readString(log);
            Matcher matcher = pattern.matcher(output);
            if (matcher.find()) return matcher.toMatchResult();
            if (ended || System.nanoTime() > deadline)
                throw new IllegalStateException("bench: " + log + " does not say " + regex + "\n" + tail(output));
            Thread.sleep(20);
        }
    }

    /** Waits until it has ended by itself. */
    void ends(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
            throw new IllegalStateException("bench: " + log + " does not end");
    }

    private static String tail(String output) {
        List<String> lines = output.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    /** SIGKILL; returns when it is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
        forget();
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // then the hook has its work to do
        }
    }

    /** Asks it to end, then ends it. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        forget();
    }
}
