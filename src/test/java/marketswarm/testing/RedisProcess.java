package marketswarm.testing;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import marketswarm.redis.RedisServers;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.RedisExecProvider;

/**
 * A redis-server of its own for one test, to be killed and started again on the same port and data: every write is on
 * disk before it is answered. The program comes from the PATH, else from the library's jar.
 */
public final class RedisProcess implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(20);

    private final Path directory;
    private final String password;
    private final int port;
    private final String more;
    private @Nullable Path aclFile;
    private String login = "";
    private Process process;

    private RedisProcess(Path directory, String password, int port, String more) {
        this.directory = directory;
        this.password = password;
        this.port = port;
        this.more = more;
    }

    /** A cluster of one, which serves all slots; open it with {@link #clusterUrl}. */
    public static RedisProcess cluster(Path directory, String password) throws IOException, InterruptedException {
        RedisProcess redis = clusterNode(directory, password);
        try (UnifiedJedis client = redis.open()) {
            client.sendCommand(Protocol.Command.CLUSTER, "ADDSLOTSRANGE", "0", "16383");
        }
        redis.awaitSlots();
        return redis;
    }

    /** One that serves no slots yet. */
    public static RedisProcess clusterNode(Path directory, String password) throws IOException, InterruptedException {
        RedisProcess redis = new RedisProcess(
                Files.createDirectories(directory),
                password,
                freePort(),
                "cluster-enabled yes\ncluster-port " + freePort()
                        + "\ncluster-announce-ip 127.0.0.1\ncluster-node-timeout 2000\nmasterauth " + password
                        + "\nrepl-diskless-sync-delay 0\n");
        redis.start();
        return redis;
    }

    private void awaitSlots() throws InterruptedException {
        long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
        try (UnifiedJedis client = open()) {
            while (System.nanoTime() < deadline) {
                byte[] state = (byte[]) client.sendCommand(Protocol.Command.CLUSTER, "INFO");
                if (new String(state, StandardCharsets.UTF_8).contains("cluster_state:ok")) return;
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        throw new IllegalStateException("redis: the cluster does not serve: " + directory);
    }

    public String clusterUrl() {
        return url().replace("redis://", "redis-cluster://");
    }

    /** @param directory for its data and its log; made when absent */
    public static RedisProcess start(Path directory, String password) throws IOException, InterruptedException {
        RedisProcess redis = notYet(directory, password);
        redis.start();
        return redis;
    }

    /**
     * Knows users, from a file.
     *
     * @param login the admin's, {@code user:password}
     */
    public static RedisProcess withUsers(Path directory, Path aclFile, String login)
            throws IOException, InterruptedException {
        RedisProcess redis = notYet(directory, "");
        redis.aclFile = aclFile;
        redis.login = login;
        redis.start();
        return redis;
    }

    /** Follows another one, with its password. */
    static RedisProcess replicaOf(RedisProcess master, Path directory) throws IOException, InterruptedException {
        RedisProcess replica = new RedisProcess(
                Files.createDirectories(directory),
                master.password,
                freePort(),
                "replicaof 127.0.0.1 " + master.port + "\nmasterauth " + master.password
                        + "\nrepl-diskless-sync-delay 0\n");
        replica.start();
        return replica;
    }

    /** Has its port, and does not run. */
    public static RedisProcess notYet(Path directory, String password) throws IOException {
        return new RedisProcess(Files.createDirectories(directory), password, freePort(), "");
    }

    public String url() {
        return "redis://" + (aclFile == null ? ":" + password : login) + "@127.0.0.1:" + port;
    }

    /** Where it listens, for who brings a user of its own. */
    public String bareUrl() {
        return "redis://127.0.0.1:" + port;
    }

    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    public UnifiedJedis open() {
        return RedisServers.open(url(), "it");
    }

    /** Returns when it answers. */
    public void start() throws IOException, InterruptedException {
        process = new ProcessBuilder(program(), "-")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("redis.log").toFile()))
                .start();
        try (var settings = process.getOutputStream()) {
            settings.write(("bind 127.0.0.1\nport " + port + "\n" + guard()
                            + "\nappendonly yes\nappendfsync always\nsave \"\"\nmaxmemory-policy noeviction\n" + more)
                    .getBytes(StandardCharsets.UTF_8));
        }
        long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
        try (UnifiedJedis client = open()) {
            while (!answers(client)) {
                if (!process.isAlive() || System.nanoTime() > deadline)
                    throw new IllegalStateException("redis did not start: " + directory.resolve("redis.log"));
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private String guard() {
        return aclFile == null ? "requirepass " + password : "aclfile " + aclFile.toAbsolutePath();
    }

    /** SIGKILL; returns when it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGSTOP: it keeps its connections and answers nobody until {@link #goOn}. */
    public void standStill() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    public void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) kill();
    }

    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(UnifiedJedis client) {
        try {
            return "PONG".equals(client.ping());
        } catch (JedisException notYet) {
            return false;
        }
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
