package marketswarm.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The running server program. */
final class RedisProcess {

    static final String LOG_FILE = "redis.log";

    private final Process process;

    private RedisProcess(Process process) {
        this.process = process;
    }

    /**
     * Launches from a thread that lives as long as the server: where {@code setpriv} exists (Linux), the kernel ends the
     * server together with the thread that launched it, hence also when this process is killed outright.
     */
    static RedisProcess launch(RedisBinary binary, Path directory, int port, String password) {
        CompletableFuture<Process> started = new CompletableFuture<>();
        Thread keeper = new Thread(
                () -> keep(started, command(binary), directory, settings(directory, port, password)), "embedded-redis");
        keeper.setDaemon(true);
        keeper.start();
        try {
            return new RedisProcess(started.join());
        } catch (CompletionException e) {
            throw new IllegalStateException("demo: cannot run " + binary.path() + "; is it a Redis server?", e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("demo: no free port on loopback", e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks, waits that long, then kills. */
    void stop(long patienceMs) {
        process.destroy();
        try {
            if (!process.waitFor(patienceMs, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(patienceMs, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void keep(
            CompletableFuture<Process> started, List<String> command, Path directory, String settings) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve(LOG_FILE).toFile())
                    .start();
            try (var input = process.getOutputStream()) {
                input.write(settings.getBytes(StandardCharsets.UTF_8));
            }
            started.complete(process);
            process.waitFor();
        } catch (IOException e) {
            started.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command(RedisBinary binary) {
        List<String> command = new ArrayList<>();
        // a session of its own: Ctrl-C in a terminal reaches every process of the foreground, and would end it first
        RedisBinary.program("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        RedisBinary.program("setpriv")
                .filter(RedisProcess::tiesToParent)
                .ifPresent(setpriv -> command.addAll(List.of(setpriv.toString(), "--pdeathsig", "TERM", "--")));
        command.addAll(List.of(binary.path().toString(), "-"));
        return command;
    }

    /** Not every setpriv knows the option, BusyBox's does not; then the server may outlive a kill of this process. */
    private static boolean tiesToParent(Path setpriv) {
        try {
            Process probe = new ProcessBuilder(setpriv.toString(), "--pdeathsig", "TERM", "--", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return probe.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Read from standard input, so that the password is neither on a command line nor in a file. */
    private static String settings(Path directory, int port, String password) {
        return String.join(
                "\n",
                "bind 127.0.0.1",
                "port " + port,
                "requirepass " + password,
                "dir \"" + directory.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"",
                "appendonly yes",
                "appendfsync everysec",
                "save \"\"",
                "maxmemory-policy noeviction",
                "daemonize no",
                "");
    }
}
