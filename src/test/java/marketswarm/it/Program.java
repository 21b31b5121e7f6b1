package marketswarm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process that a test has started; all its output goes into one file. */
final class Program {

    private static final Duration POLL = Duration.ofMillis(50);

    private final String name;
    private final Process process;
    private final Path log;
    private final long startedNs = System.nanoTime();

    Program(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** How it ended: its exit code, and how long that took. */
    record Ended(int code, Duration took) {}

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    String commandLine() {
        return process.info().commandLine().orElse("");
    }

    Path log() {
        return log;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Since it was started. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedNs);
    }

    Stream<ProcessHandle> children() {
        return process.toHandle().descendants();
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> lines() {
        return output().lines().toList();
    }

    /** Waits until the output has it. */
    MatchResult says(String regex, Duration atMost) throws InterruptedException {
        Pattern pattern = Pattern.compile(regex, Pattern.MULTILINE);
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            boolean ended = !isAlive();
            Matcher matcher = pattern.matcher(output());
            if (matcher.find()) return matcher.toMatchResult();
            if (ended || System.nanoTime() > deadline)
                fail("%s %s without saying: %s%n%s", name, ended ? "ended" : "ran " + atMost, regex, tail());
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
    }

    /** Waits for its own end. */
    Ended ends(Duration atMost) throws InterruptedException {
        long start = System.nanoTime();
        assertThat(process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS))
                .as("%s ends within %s%n%s", name, atMost, tail())
                .isTrue();
        return new Ended(process.exitValue(), Duration.ofNanos(System.nanoTime() - start));
    }

    /** SIGTERM. */
    Ended stop(Duration atMost) throws InterruptedException {
        process.destroy();
        return ends(atMost);
    }

    /** SIGKILL; returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        ends(Duration.ofSeconds(10));
    }

    String tail() {
        List<String> lines = lines();
        return "--- " + log + "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
    }
}
