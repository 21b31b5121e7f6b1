package marketswarm.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import marketswarm.redis.RedisServers;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.clients.jedis.UnifiedJedis;
import redis.embedded.RedisServer;

/**
 * A Redis server for the tests of a class, empty before each of them: the one that {@code REDIS_TEST_URL} names (it is
 * flushed!), else a container where Docker has or gets the image, else the server that comes as a library.
 *
 * <pre>{@code @RegisterExtension static final RealRedis redis = new RealRedis();}</pre>
 */
public final class RealRedis implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private static final String IMAGE = "redis:7-alpine";
    private static final int PORT = 6379;
    private static final Duration STARTED = Duration.ofSeconds(30);

    private String url;
    private UnifiedJedis client;
    private AutoCloseable server = () -> {};

    /** Where it listens, for example {@code redis://127.0.0.1:41234}. */
    public String url() {
        return url;
    }

    /** One client for the whole class; it is closed with the server. */
    public UnifiedJedis client() {
        return client;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        String given = System.getenv("REDIS_TEST_URL");
        if (given != null && !given.isBlank()) url = given;
        else if (dockerHasTheImage()) startContainer();
        else startEmbedded();
        client = RedisServers.open(url, "test");
        await("Redis to answer").atMost(STARTED).ignoreExceptions().until(() -> "PONG".equals(client.ping()));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        client.flushAll();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (client != null) client.close();
        server.close();
    }

    /** Docker's command line needs this one image; Testcontainers needs two more, and minutes where it cannot pull them. */
    private static boolean dockerHasTheImage() throws InterruptedException {
        return succeeds(5, "docker", "info")
                && (succeeds(5, "docker", "image", "inspect", IMAGE) || succeeds(60, "docker", "pull", "-q", IMAGE));
    }

    private static boolean succeeds(int seconds, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(seconds, TimeUnit.SECONDS)) return process.exitValue() == 0;
            process.destroyForcibly();
            return false;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private void startContainer() throws IOException {
        String id = output("docker", "run", "-d", "--rm", "-p", "127.0.0.1::" + PORT, IMAGE);
        server = () -> output("docker", "rm", "-f", id);
        url = "redis://" + output("docker", "port", id, PORT + "/tcp");
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private void startEmbedded() throws IOException {
        int port = freePort();
        RedisServer embedded = RedisServer.builder()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        embedded.start();
        server = embedded::stop;
        url = "redis://127.0.0.1:" + port;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
