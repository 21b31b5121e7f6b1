package marketswarm.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import marketswarm.redis.RedisServers;
import marketswarm.testing.RedisProcess;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.RedisExecProvider;

/** A real redis-server of its own on a free loopback port, without persistence: what is measured is not the disk. */
public final class RedisServer implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(10);
    private static final Pattern VERSION = Pattern.compile("redis_version:(\\S+)");

    private final Background process;
    private final int port;
    private final UnifiedJedis client;

    private RedisServer(Background process, int port) {
        this.process = process;
        this.port = port;
        this.client = RedisServers.open(url(), "bench");
    }

    /** @param settings further words of its command line, for example {@code --io-threads 2} */
    public static RedisServer start(Run run, String... settings) throws Exception {
        int port = RedisProcess.freePort();
        List<String> command = new ArrayList<>(List.of(program(), "--bind", "127.0.0.1", "--port", "" + port));
        command.addAll(List.of("--save", "", "--appendonly", "no"));
        command.addAll(List.of(settings));
        RedisServer redis = new RedisServer(Background.start(run, "redis-" + port, command, Map.of()), port);
        redis.awaitAnswer();
        run.report().machine().versions().put("redis", redis.version());
        return redis;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    public UnifiedJedis client() {
        return client;
    }

    private String version() {
        var matcher = VERSION.matcher(client.info("server"));
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    private void awaitAnswer() throws InterruptedException {
        long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (true) {
            try {
                client.ping();
                return;
            } catch (JedisException e) {
                if (System.nanoTime() > deadline || !process.isAlive())
                    throw new IllegalStateException("bench: redis-server did not start, see " + process.log(), e);
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }

    static String program() throws IOException {
        var onPath = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
        return onPath.isPresent()
                ? onPath.get().toString()
                : RedisExecProvider.defaultProvider().get().getPath();
    }
}
